package hpa

import (
	"encoding/json"
	"fmt"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

// These alpha annotations contain what v1 has no fields for, and the behavior in v2beta1.
// Later versions drop them.
const (
	alphaMetrics  = "autoscaling.alpha.kubernetes.io/metrics"
	alphaBehavior = "autoscaling.alpha.kubernetes.io/behavior"
)

// decode reads the fields of the HPA's version as those of v2.
func decode(o *inventory.Object) (spec, []problem.Problem) {
	s, problems := byVersion(o)
	s.within = "spec."
	return s, problems
}

func byVersion(o *inventory.Object) (spec, []problem.Problem) {
	node := o.Field("spec")
	switch o.APIVersion {
	case "autoscaling/v1":
		return decodeV1(o, node)
	case "autoscaling/v2beta1":
		var s flatSpec
		problems := strictyaml.Decode(node, "spec", &s)
		read := spec{common: s.common, Metrics: nested(s.Metrics)}
		problems = append(problems, read.annotatedBehavior(o)...)
		return read, problems
	case "autoscaling/v2", "autoscaling/v2beta2":
		var s spec
		problems := strictyaml.Decode(node, "spec", &s)
		return s, problems
	}
	return spec{}, []problem.Problem{{
		Path: "apiVersion", Message: fmt.Sprintf("%q is not a version of the HPA", o.APIVersion), Hint: "use autoscaling/v2",
	}}
}

func decodeV1(o *inventory.Object, node *yaml.Node) (spec, []problem.Problem) {
	var s v1Spec
	problems := strictyaml.Decode(node, "spec", &s)
	read := spec{common: s.common}
	if percent := s.TargetCPUUtilizationPercentage; percent != nil {
		read.Metrics = []metricSpec{{Type: typeResource, Resource: &resourceSource{Name: "cpu", Target: target{AverageUtilization: percent}}}}
		read.paths = []string{"spec.targetCPUUtilizationPercentage"}
	}
	var metrics []flatMetric
	problems = append(problems, annotated(o, alphaMetrics, &metrics)...)
	for i, m := range nested(metrics) {
		read.Metrics = append(read.Metrics, m)
		read.paths = append(read.paths, strictyaml.Index(annotationPath(alphaMetrics), i))
	}
	problems = append(problems, read.annotatedBehavior(o)...)
	return read, problems
}

// annotatedBehavior reads the behavior of versions without a field for it. An empty one is
// ignored, as in Kubernetes.
func (s *spec) annotatedBehavior(o *inventory.Object) []problem.Problem {
	problems := annotated(o, alphaBehavior, &s.Behavior)
	if s.Behavior != nil && s.Behavior.ScaleUp == nil && s.Behavior.ScaleDown == nil {
		s.Behavior = nil
	}
	return problems
}

// annotated reads the JSON in an annotation.
func annotated(o *inventory.Object, name string, into any) []problem.Problem {
	text := o.Annotations[name]
	if text == "" {
		return nil
	}
	path := annotationPath(name)
	if !json.Valid([]byte(text)) {
		return []problem.Problem{{Path: path, Message: "is not valid JSON; Kubernetes ignores it silently", Hint: "correct it, or remove it"}}
	}
	node, problems := strictyaml.Parse(text, path)
	if len(problems) > 0 {
		return problems
	}
	uncapitalize(node)
	return strictyaml.Decode(node, path, into)
}

func annotationPath(name string) string { return "metadata.annotations[" + name + "]" }

// uncapitalize turns Go's field names, which Kubernetes writes into the annotation of the
// behavior, into the API's.
func uncapitalize(n *yaml.Node) {
	for i, c := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 && c.Value != "" {
			c.Value = strings.ToLower(c.Value[:1]) + c.Value[1:]
		}
		uncapitalize(c)
	}
}

// common are the fields of every version.
type common struct {
	// ScaleTargetRef is read by fn/inventory.
	ScaleTargetRef *yaml.Node `json:"scaleTargetRef,omitempty"`
	MinReplicas    *int32     `json:"minReplicas,omitempty"`
	MaxReplicas    *int32     `json:"maxReplicas,omitempty"`
}

type v1Spec struct {
	common                         `json:",inline"`
	TargetCPUUtilizationPercentage *int32 `json:"targetCPUUtilizationPercentage,omitempty"`
}

// spec is the spec of v2 and v2beta2, whose fields read here are the same.
type spec struct {
	common   `json:",inline"`
	Metrics  []metricSpec   `json:"metrics,omitempty"`
	Behavior *keda.Behavior `json:"behavior,omitempty"`

	// paths are the paths of the metrics if they are not below metrics. within is the prefix.
	paths  []string
	within string
}

type metricSpec struct {
	Type              string          `json:"type"`
	Resource          *resourceSource `json:"resource,omitempty"`
	ContainerResource *resourceSource `json:"containerResource,omitempty"`
	Pods              *customSource   `json:"pods,omitempty"`
	Object            *customSource   `json:"object,omitempty"`
	External          *customSource   `json:"external,omitempty"`
}

type resourceSource struct {
	Name      string `json:"name"`
	Container string `json:"container,omitempty"`
	Target    target `json:"target"`
}

// customSource is the source of Pods, Object and External metrics.
type customSource struct {
	DescribedObject *reference `json:"describedObject,omitempty"`
	Metric          identifier `json:"metric"`
	Target          target     `json:"target"`
}

type identifier struct {
	Name     string    `json:"name"`
	Selector *selector `json:"selector,omitempty"`
}

type reference struct {
	APIVersion string `json:"apiVersion,omitempty"`
	Kind       string `json:"kind"`
	Name       string `json:"name"`
}

type target struct {
	Type               string        `json:"type,omitempty"`
	AverageUtilization *int32        `json:"averageUtilization,omitempty"`
	AverageValue       keda.Quantity `json:"averageValue,omitempty"`
	Value              keda.Quantity `json:"value,omitempty"`
}

type selector struct {
	MatchLabels      map[string]string `json:"matchLabels,omitempty"`
	MatchExpressions []requirement     `json:"matchExpressions,omitempty"`
}

type requirement struct {
	Key      string   `json:"key"`
	Operator string   `json:"operator"`
	Values   []string `json:"values,omitempty"`
}

// flatSpec is the spec of v2beta1. Its metrics are also those of v1's annotation.
type flatSpec struct {
	common  `json:",inline"`
	Metrics []flatMetric `json:"metrics,omitempty"`
}

type flatMetric struct {
	Type              string        `json:"type"`
	Resource          *flatResource `json:"resource,omitempty"`
	ContainerResource *flatResource `json:"containerResource,omitempty"`
	Pods              *flatPods     `json:"pods,omitempty"`
	Object            *flatObject   `json:"object,omitempty"`
	External          *flatExternal `json:"external,omitempty"`
}

type flatResource struct {
	Name                     string        `json:"name"`
	Container                string        `json:"container,omitempty"`
	TargetAverageUtilization *int32        `json:"targetAverageUtilization,omitempty"`
	TargetAverageValue       keda.Quantity `json:"targetAverageValue,omitempty"`
}

type flatPods struct {
	MetricName         string        `json:"metricName"`
	TargetAverageValue keda.Quantity `json:"targetAverageValue"`
	Selector           *selector     `json:"selector,omitempty"`
}

type flatObject struct {
	Target       reference     `json:"target"`
	MetricName   string        `json:"metricName"`
	TargetValue  keda.Quantity `json:"targetValue,omitempty"`
	AverageValue keda.Quantity `json:"averageValue,omitempty"`
	Selector     *selector     `json:"selector,omitempty"`
}

type flatExternal struct {
	MetricName         string        `json:"metricName"`
	MetricSelector     *selector     `json:"metricSelector,omitempty"`
	TargetValue        keda.Quantity `json:"targetValue,omitempty"`
	TargetAverageValue keda.Quantity `json:"targetAverageValue,omitempty"`
}

// nested returns flat metrics in the form of v2.
func nested(flat []flatMetric) []metricSpec {
	var all []metricSpec
	for _, f := range flat {
		m := metricSpec{Type: f.Type, Resource: f.Resource.nested(), ContainerResource: f.ContainerResource.nested()}
		if p := f.Pods; p != nil {
			m.Pods = &customSource{Metric: identifier{p.MetricName, p.Selector}, Target: target{AverageValue: p.TargetAverageValue}}
		}
		if o := f.Object; o != nil {
			value := o.TargetValue
			if o.AverageValue != "" {
				value = "" // the autoscaler uses the average
			}
			m.Object = &customSource{DescribedObject: &o.Target, Metric: identifier{o.MetricName, o.Selector}, Target: target{Value: value, AverageValue: o.AverageValue}}
		}
		if e := f.External; e != nil {
			m.External = &customSource{Metric: identifier{e.MetricName, e.MetricSelector}, Target: target{Value: e.TargetValue, AverageValue: e.TargetAverageValue}}
		}
		all = append(all, m)
	}
	return all
}

func (r *flatResource) nested() *resourceSource {
	if r == nil {
		return nil
	}
	return &resourceSource{Name: r.Name, Container: r.Container, Target: target{AverageUtilization: r.TargetAverageUtilization, AverageValue: r.TargetAverageValue}}
}
