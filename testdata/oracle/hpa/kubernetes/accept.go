// Package kubernetes reads HPAs of every version as an API server does, with Kubernetes' own
// code: strict decoding, conversion, defaults and validation.
package kubernetes

import (
	"fmt"

	autoscalingv2 "k8s.io/api/autoscaling/v2"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	utilruntime "k8s.io/apimachinery/pkg/util/runtime"
	"k8s.io/kubernetes/pkg/apis/autoscaling"
	v1 "k8s.io/kubernetes/pkg/apis/autoscaling/v1"
	v2 "k8s.io/kubernetes/pkg/apis/autoscaling/v2"
	"k8s.io/kubernetes/pkg/apis/autoscaling/validation"
	"sigs.k8s.io/yaml"

	"modelhost.dev/scale-modelhosts/testdata/oracle/hpa/kubernetes/v2beta1"
	"modelhost.dev/scale-modelhosts/testdata/oracle/hpa/kubernetes/v2beta2"
)

// Version is the Kubernetes version that reads HPAs; BetaVersion is the last that could
// convert v2beta1 and v2beta2.
const (
	Version     = "v1.36.3"
	BetaVersion = "v1.35.4"
)

// HPA is an HPA that an API server has accepted.
type HPA struct {
	// Written is the HPA that was sent, converted to v2, without defaults.
	Written *autoscalingv2.HorizontalPodAutoscaler
	// Stored is the HPA that clients of v2 get.
	Stored *autoscalingv2.HorizontalPodAutoscaler
}

var (
	scheme = newScheme()
	strict = serializer.NewCodecFactory(scheme, serializer.EnableStrict).UniversalDeserializer()
)

func newScheme() *runtime.Scheme {
	s := runtime.NewScheme()
	for _, add := range []func(*runtime.Scheme) error{autoscaling.AddToScheme, v1.AddToScheme, v2.AddToScheme, v2beta1.AddToScheme, v2beta2.AddToScheme} {
		utilruntime.Must(add(s))
	}
	return s
}

// Accept sends an HPA of any version to the API server. Like kubectl, it converts YAML to JSON
// first.
func Accept(manifest []byte) (HPA, error) {
	text, err := yaml.YAMLToJSONStrict(manifest)
	if err != nil {
		return HPA{}, err
	}
	object, _, err := strict.Decode(text, nil, nil)
	if err != nil {
		return HPA{}, err
	}
	return Create(object)
}

// Create sends a typed HPA of any version to the API server.
func Create(object runtime.Object) (HPA, error) {
	written, err := internal(object)
	if err != nil {
		return HPA{}, err
	}
	object = object.DeepCopyObject()
	scheme.Default(object)
	created, err := internal(object)
	if err != nil {
		return HPA{}, err
	}
	if errs := validation.ValidateHorizontalPodAutoscaler(created, options); len(errs) > 0 {
		return HPA{}, errs.ToAggregate()
	}
	var hpa HPA
	if hpa.Written, err = external(written); err != nil {
		return HPA{}, err
	}
	if hpa.Stored, err = external(created); err != nil {
		return HPA{}, err
	}
	// HPAs are stored as v2; v2's defaults fill in missing fields when they are read.
	scheme.Default(hpa.Stored)
	return hpa, nil
}

// options are those for a new HPA on a cluster without alpha features. The function that
// chooses them is not exported: pkg/registry/autoscaling/horizontalpodautoscaler.
var options = validation.HorizontalPodAutoscalerSpecValidationOptions{
	MinReplicasLowerBound:          1,
	ObjectMetricsValidationOptions: validation.CrossVersionObjectReferenceValidationOptions{AllowEmptyAPIGroup: true},
}

// internal converts a copy, because conversions share memory with their input.
func internal(object runtime.Object) (*autoscaling.HorizontalPodAutoscaler, error) {
	out := &autoscaling.HorizontalPodAutoscaler{}
	err := scheme.Convert(object.DeepCopyObject(), out, nil)
	return out, err
}

func external(hpa *autoscaling.HorizontalPodAutoscaler) (*autoscalingv2.HorizontalPodAutoscaler, error) {
	out := &autoscalingv2.HorizontalPodAutoscaler{}
	err := scheme.Convert(hpa.DeepCopy(), out, nil)
	return out, err
}

// Export returns an accepted HPA as an API server prints it in a version.
func Export(hpa HPA, version string) (runtime.Object, error) {
	stored, err := internal(hpa.Stored)
	if err != nil {
		return nil, err
	}
	gv := autoscaling.SchemeGroupVersion
	gv.Version = version
	object, err := scheme.ConvertToVersion(stored, gv)
	if err != nil {
		return nil, fmt.Errorf("no %s: %w", version, err)
	}
	return object, nil
}
