package hpa

import (
	"fmt"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

// Metric is one metric of an HPA.
type Metric struct {
	// Resource is cpu or memory; "" for all other metrics.
	Resource string
	// Container narrows a resource to one container.
	Container string
	// MetricType and Value are a resource's target as KEDA's trigger has it.
	MetricType, Value string
	// Text is the metric with its target in words.
	Text string
}

// sources are the fields that metrics of each type stand under.
var sources = map[string]string{
	"Resource": "resource", "ContainerResource": "containerResource",
	"Pods": "pods", "Object": "object", "External": "external",
}

func metric(n *yaml.Node) Metric {
	typ := inventory.Text(inventory.Field(n, "type"))
	source := inventory.Field(n, sources[typ])
	switch {
	case source == nil:
		return Metric{Text: fmt.Sprintf("a metric of type %q", typ)}
	case typ == "Resource" || typ == "ContainerResource":
		return resource(source)
	}
	return Metric{Text: fmt.Sprintf("the %s metric %s", typ, first(source, path{"metric", "name"}, path{"metricName"}))}
}

type path = []string

// first is the text of the first field that is there: v2's, then the flat betas'.
func first(n *yaml.Node, paths ...path) string {
	for _, p := range paths {
		if text := inventory.Text(inventory.Field(n, p...)); text != "" {
			return text
		}
	}
	return ""
}

func resource(source *yaml.Node) Metric {
	name := inventory.Text(inventory.Field(source, "name"))
	m := Metric{Text: name, Container: inventory.Text(inventory.Field(source, "container"))}
	if m.Container != "" {
		m.Text += " of container " + m.Container
	}
	if value := first(source, path{"target", "averageUtilization"}, path{"targetAverageUtilization"}); value != "" {
		m.MetricType, m.Value = keda.MetricTypeUtilization, value
		m.Text += " at " + value + " %"
	} else if value := first(source, path{"target", "averageValue"}, path{"targetAverageValue"}); value != "" {
		m.MetricType, m.Value = keda.MetricTypeAverageValue, value
		m.Text += " at " + value + " per pod"
	}
	if name == "cpu" || name == "memory" {
		m.Resource = name
	}
	return m
}
