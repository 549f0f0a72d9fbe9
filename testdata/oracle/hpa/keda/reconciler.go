// Package keda makes the HPA of a ScaledObject with the code of KEDA's controller.
// Files called upstream_* are KEDA's, copied; the others stand for what is beside
// them there: the controller proper, and a cluster.
package keda

import (
	"context"
	"errors"
	"fmt"

	"github.com/go-logr/logr"
	kedav1alpha1 "github.com/kedacore/keda/v2/apis/keda/v1alpha1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	utilruntime "k8s.io/apimachinery/pkg/util/runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"
	ctrllog "sigs.k8s.io/controller-runtime/pkg/log"

	"modelhost.dev/scale-modelhosts/testdata/oracle/hpa/scalers"
)

// Version is the KEDA that makes HPAs.
const Version = "v2.21.0"

func init() { ctrllog.SetLogger(logr.Discard()) }

// ScaledObjectReconciler is what KEDA's hpa.go needs of the controller.
type ScaledObjectReconciler struct {
	Client       client.Client
	Scheme       *runtime.Scheme
	ScaleHandler scalers.Handler
}

// HPA is the one that KEDA creates for a ScaledObject. The error is KEDA's, or a panic
// of it: the operator would crash.
func HPA(scaledObject *kedav1alpha1.ScaledObject) (hpa *autoscalingv2.HorizontalPodAutoscaler, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("KEDA's operator panics: %v", p)
		}
	}()
	target, err := targetOf(scaledObject)
	if err != nil {
		return nil, err
	}
	r := &ScaledObjectReconciler{Client: cluster{}, Scheme: scheme}
	stored := scaledObject.DeepCopy()
	stored.UID = "b5ef6f2c-5a3c-4bd9-9a9e-0d7a4c1d5f3e" // every object of a cluster has one
	return r.newHPAForScaledObject(context.Background(), logr.Discard(), stored, target)
}

var scheme = func() *runtime.Scheme {
	s := runtime.NewScheme()
	utilruntime.Must(kedav1alpha1.AddToScheme(s))
	return s
}()

// targetOf is what KEDA finds the workload by. It would ask the cluster for the plural
// of the kind, which HPAs have no use for.
func targetOf(scaledObject *kedav1alpha1.ScaledObject) (*kedav1alpha1.GroupVersionKindResource, error) {
	ref := scaledObject.Spec.ScaleTargetRef
	if ref == nil {
		return nil, errors.New("spec.scaleTargetRef is missing")
	}
	gv := schema.GroupVersion{Group: "apps", Version: "v1"}
	if ref.APIVersion != "" {
		var err error
		if gv, err = schema.ParseGroupVersion(ref.APIVersion); err != nil {
			return nil, err
		}
	}
	kind := "Deployment"
	if ref.Kind != "" {
		kind = ref.Kind
	}
	return &kedav1alpha1.GroupVersionKindResource{Group: gv.Group, Version: gv.Version, Kind: kind}, nil
}

// cluster takes the status that KEDA writes back, and nothing else: any other call
// would panic.
type cluster struct{ client.Client }

func (cluster) Status() client.SubResourceWriter { return status{} }

type status struct{ client.SubResourceWriter }

func (status) Patch(context.Context, client.Object, client.Patch, ...client.SubResourcePatchOption) error {
	return nil
}
