package keda

import (
	kedav1alpha1 "github.com/kedacore/keda/v2/apis/keda/v1alpha1"
	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/json"
)

// typed gives an empty object of the Go type behind the kinds that are judged
// strictly; nil for all others.
func typed(o object) client.Object {
	switch gvk := o.gvk(); gvk {
	case kedav1alpha1.GroupVersion.WithKind("ScaledObject"):
		return &kedav1alpha1.ScaledObject{}
	case kedav1alpha1.GroupVersion.WithKind("TriggerAuthentication"):
		return &kedav1alpha1.TriggerAuthentication{}
	case kedav1alpha1.GroupVersion.WithKind("ClusterTriggerAuthentication"):
		return &kedav1alpha1.ClusterTriggerAuthentication{}
	case corev1.SchemeGroupVersion.WithKind("Secret"):
		return &corev1.Secret{}
	}
	return nil
}

// decode fills into as the API server does under fieldValidation=Strict: names
// are case-sensitive, unknown and duplicate fields are refused. Those come in
// strict; with err the object is not to be used.
func decode(o object, into client.Object) (strict []error, err error) {
	strict, err = json.UnmarshalStrict(o.json, into)
	into.SetNamespace(o.tree.GetNamespace())
	return strict, err
}
