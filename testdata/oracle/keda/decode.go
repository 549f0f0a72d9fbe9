package keda

import (
	kedav1alpha1 "github.com/kedacore/keda/v2/apis/keda/v1alpha1"
	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/json"
)

// typed returns an empty object of the Go type of the kinds that are decoded strictly; nil for
// all others.
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

// decode fills into as the API server does with fieldValidation=Strict: names are
// case-sensitive, and unknown and duplicate fields are rejected. Those errors are in strict;
// if err is not nil, do not use the object.
func decode(o object, into client.Object) (strict []error, err error) {
	strict, err = json.UnmarshalStrict(o.json, into)
	into.SetNamespace(o.tree.GetNamespace())
	return strict, err
}
