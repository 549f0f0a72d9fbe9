// Package hpa reads HorizontalPodAutoscalers of every version.
package hpa

import (
	"fmt"
	"strconv"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// HPA is what an autoscaler asks for.
type HPA struct {
	// Min and Max are nil where the HPA does not say, or not in numbers.
	Min, Max *int32
	Metrics  []Metric
	// Behavior says that scaling behavior is set.
	Behavior bool
}

// Metric is one metric of an HPA.
type Metric struct {
	// Resource is cpu or memory; "" for all other metrics.
	Resource string
	// Text is the metric with its target in words.
	Text string
}

// The alpha annotations in which v1 carries what its fields have no room for.
const (
	alphaMetrics  = "autoscaling.alpha.kubernetes.io/metrics"
	alphaBehavior = "autoscaling.alpha.kubernetes.io/behavior"
)

// Read reads an HPA of autoscaling/v2, v1, v2beta2 or v2beta1.
func Read(o *inventory.Object) HPA {
	h := HPA{
		Min:      count(o.Field("spec", "minReplicas")),
		Max:      count(o.Field("spec", "maxReplicas")),
		Behavior: o.Field("spec", "behavior") != nil || o.Annotations[alphaBehavior] != "",
	}
	if percent := inventory.Text(o.Field("spec", "targetCPUUtilizationPercentage")); percent != "" {
		h.Metrics = append(h.Metrics, Metric{"cpu", "cpu at " + percent + " %"})
	}
	metrics := inventory.Elements(o.Field("spec", "metrics"))
	if text := o.Annotations[alphaMetrics]; text != "" {
		// The annotation is JSON, which is YAML.
		if parsed, err := yaml.Parse(text); err == nil {
			metrics = append(metrics, inventory.Elements(parsed.YNode())...)
		}
	}
	for _, m := range metrics {
		h.Metrics = append(h.Metrics, metric(m))
	}
	return h
}

func count(n *yaml.Node) *int32 {
	value, err := strconv.ParseInt(inventory.Text(n), 10, 32)
	if err != nil {
		return nil
	}
	c := int32(value)
	return &c
}

// sources are the fields that metrics of each type stand under, with those that
// hold their names: v2 first, then the flat betas.
var sources = []struct {
	typ, field string
	names      [][]string
}{
	{"Resource", "resource", [][]string{{"name"}}},
	{"ContainerResource", "containerResource", [][]string{{"name"}}},
	{"Pods", "pods", [][]string{{"metric", "name"}, {"metricName"}}},
	{"Object", "object", [][]string{{"metric", "name"}, {"metricName"}}},
	{"External", "external", [][]string{{"metric", "name"}, {"metricName"}}},
}

func metric(n *yaml.Node) Metric {
	typ := inventory.Text(inventory.Field(n, "type"))
	for _, s := range sources {
		source := inventory.Field(n, s.field)
		if typ != s.typ || source == nil {
			continue
		}
		name := ""
		for _, path := range s.names {
			if name == "" {
				name = inventory.Text(inventory.Field(source, path...))
			}
		}
		if s.typ == "Resource" || s.typ == "ContainerResource" {
			return resource(s.typ, name, source)
		}
		return Metric{Text: fmt.Sprintf("the %s metric %s", typ, name)}
	}
	return Metric{Text: fmt.Sprintf("a metric of type %q", typ)}
}

func resource(typ, name string, source *yaml.Node) Metric {
	text := name
	if container := inventory.Text(inventory.Field(source, "container")); container != "" {
		text += " of container " + container
	}
	for _, path := range [][]string{{"target", "averageUtilization"}, {"targetAverageUtilization"}} {
		if value := inventory.Text(inventory.Field(source, path...)); value != "" {
			text += " at " + value + " %"
		}
	}
	for _, path := range [][]string{{"target", "averageValue"}, {"targetAverageValue"}} {
		if value := inventory.Text(inventory.Field(source, path...)); value != "" {
			text += " at " + value + " per pod"
		}
	}
	m := Metric{Text: text}
	if name == "cpu" || name == "memory" {
		m.Resource = name
	}
	return m
}
