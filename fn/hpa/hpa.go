// Package hpa reads HorizontalPodAutoscalers of every version.
package hpa

import (
	"strconv"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/strict"
)

// HPA is what an autoscaler asks for.
type HPA struct {
	// Min and Max are nil where the HPA does not say, or not in numbers.
	Min, Max *int32
	// Metrics are never empty: an HPA without any scales on cpu.
	Metrics []Metric
	// Behavior is nil where the HPA has none. What of it does not parse is left out.
	Behavior *keda.Behavior
}

// The alpha annotations in which v1 carries what its fields have no room for.
const (
	alphaMetrics  = "autoscaling.alpha.kubernetes.io/metrics"
	alphaBehavior = "autoscaling.alpha.kubernetes.io/behavior"
)

// defaultMetric is what Kubernetes fills in where an HPA names no metric.
var defaultMetric = Metric{
	Resource: "cpu", MetricType: keda.MetricTypeUtilization, Value: "80",
	Text: "cpu at 80 %, which Kubernetes takes where an HPA has no metric",
}

// Read reads an HPA of autoscaling/v2, v1, v2beta2 or v2beta1.
func Read(o *inventory.Object) HPA {
	h := HPA{
		Min:      count(o.Field("spec", "minReplicas")),
		Max:      count(o.Field("spec", "maxReplicas")),
		Behavior: behavior(o),
	}
	if percent := inventory.Text(o.Field("spec", "targetCPUUtilizationPercentage")); percent != "" {
		h.Metrics = append(h.Metrics, Metric{
			Resource: "cpu", MetricType: keda.MetricTypeUtilization, Value: percent, Text: "cpu at " + percent + " %",
		})
	}
	metrics := inventory.Elements(o.Field("spec", "metrics"))
	metrics = append(metrics[:len(metrics):len(metrics)], inventory.Elements(annotated(o, alphaMetrics))...)
	for _, m := range metrics {
		h.Metrics = append(h.Metrics, metric(m))
	}
	if len(h.Metrics) == 0 {
		h.Metrics = []Metric{defaultMetric}
	}
	return h
}

func behavior(o *inventory.Object) *keda.Behavior {
	node := o.Field("spec", "behavior")
	if node == nil {
		node = annotated(o, alphaBehavior)
		uncapitalize(node)
	}
	if node == nil || node.ShortTag() == yaml.NodeTagNull {
		return nil
	}
	b := &keda.Behavior{}
	strict.Decode(node, "", b)
	return b
}

// annotated is the JSON in an annotation; nil where there is none.
func annotated(o *inventory.Object, name string) *yaml.Node {
	text := o.Annotations[name]
	if text == "" {
		return nil
	}
	parsed, problems := strict.Parse(text, "")
	if len(problems) > 0 {
		return nil
	}
	return parsed
}

// uncapitalize makes API field names of Go's, which Kubernetes writes into the
// annotation of the behavior.
func uncapitalize(n *yaml.Node) {
	if n == nil {
		return
	}
	for i, c := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 && c.Value != "" {
			c.Value = strings.ToLower(c.Value[:1]) + c.Value[1:]
		}
		uncapitalize(c)
	}
}

func count(n *yaml.Node) *int32 {
	value, err := strconv.ParseInt(inventory.Text(n), 10, 32)
	if err != nil {
		return nil
	}
	c := int32(value)
	return &c
}
