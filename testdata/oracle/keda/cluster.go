package keda

import (
	"encoding/json"
	"errors"

	kedav1alpha1 "github.com/kedacore/keda/v2/apis/keda/v1alpha1"
	appsv1 "k8s.io/api/apps/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/client-go/testing"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

// scheme contains the kinds that KEDA's webhook reads from the cluster, and no others.
var scheme = func() *runtime.Scheme {
	s := runtime.NewScheme()
	must(appsv1.AddToScheme(s))
	must(corev1.AddToScheme(s))
	must(autoscalingv2.AddToScheme(s))
	must(kedav1alpha1.AddToScheme(s))
	return s
}()

// codecs is expensive to create and the same for every package.
var codecs = serializer.NewCodecFactory(scheme)

// cluster returns a simulated API server with objects. It uses the plain tracker, because the
// default one computes field ownership, which is not needed.
func cluster(objects []client.Object) (testing.ObjectTracker, error) {
	tracker := testing.NewObjectTracker(scheme, codecs.UniversalDecoder())
	var errs []error
	for _, o := range objects {
		errs = append(errs, tracker.Add(o))
	}
	return tracker, errors.Join(errs...)
}

// member returns the object as the webhook can see it in the cluster; nil for kinds that it
// never reads.
func member(o object) (client.Object, error) {
	gvk := o.gvk()
	if gvk.Group == autoscalingv2.GroupName && gvk.Kind == "HorizontalPodAutoscaler" {
		return hpa(o)
	}
	var into client.Object
	switch gvk {
	case appsv1.SchemeGroupVersion.WithKind("Deployment"):
		into = &appsv1.Deployment{}
	case appsv1.SchemeGroupVersion.WithKind("StatefulSet"):
		into = &appsv1.StatefulSet{}
	case corev1.SchemeGroupVersion.WithKind("LimitRange"):
		into = &corev1.LimitRange{}
	default:
		return nil, nil
	}
	if err := json.Unmarshal(o.json, into); err != nil {
		return nil, err
	}
	into.SetNamespace(o.tree.GetNamespace())
	return into, nil
}

// hpa decodes an HPA of any version into autoscaling/v2, in which the webhook gets it.
// Metadata and target, all that it reads, are the same in every version.
func hpa(o object) (client.Object, error) {
	var any struct {
		Metadata metav1.ObjectMeta `json:"metadata"`
		Spec     struct {
			ScaleTargetRef autoscalingv2.CrossVersionObjectReference `json:"scaleTargetRef"`
		} `json:"spec"`
	}
	if err := json.Unmarshal(o.json, &any); err != nil {
		return nil, err
	}
	h := &autoscalingv2.HorizontalPodAutoscaler{ObjectMeta: any.Metadata}
	h.Namespace = o.tree.GetNamespace()
	h.Spec.ScaleTargetRef = any.Spec.ScaleTargetRef
	return h, nil
}
