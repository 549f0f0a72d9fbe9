// Package keda builds the HPA for a ScaledObject with the code of KEDA's controller. Files
// named upstream_* are copies of KEDA's; the others replace the code around them: the
// controller itself, and a cluster.
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

// Version is the version of KEDA that builds the HPAs.
const Version = "v2.21.0"

func init() { ctrllog.SetLogger(logr.Discard()) }

// ScaledObjectReconciler contains what KEDA's hpa.go needs from the controller.
type ScaledObjectReconciler struct {
	Client       client.Client
	Scheme       *runtime.Scheme
	ScaleHandler scalers.Handler
}

// HPA returns the HPA that KEDA creates for a ScaledObject. The error is KEDA's, or a panic
// that would crash its operator.
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

// targetOf returns the reference by which KEDA finds the workload. KEDA would ask the cluster
// for the plural of the kind, which an HPA does not use.
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

// cluster accepts the status that KEDA writes; any other call panics.
type cluster struct{ client.Client }

func (cluster) Status() client.SubResourceWriter { return status{} }

type status struct{ client.SubResourceWriter }

func (status) Patch(context.Context, client.Object, client.Patch, ...client.SubResourcePatchOption) error {
	return nil
}
