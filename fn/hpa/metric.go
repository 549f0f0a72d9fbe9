package hpa

import (
	"cmp"
	"fmt"
	"strconv"

	"k8s.io/apimachinery/pkg/api/resource"

	"modelhost.dev/scale-modelhosts/fn/keda"
)

// The types of metrics.
const (
	typeResource          = "Resource"
	typeContainerResource = "ContainerResource"
	typePods              = "Pods"
	typeObject            = "Object"
	typeExternal          = "External"
)

// Metric is one metric of an HPA.
type Metric struct {
	// Path is its path in the HPA.
	Path string
	// Name is the metric's, or the resource's.
	Name string
	// Resource is cpu or memory; "" for all other metrics, which KEDA cannot express.
	Resource string
	// Container narrows a resource to one container.
	Container string
	// MetricType and Value are the target in terms of KEDA's triggers.
	MetricType, Value string
	// Text describes the metric and its target.
	Text string

	source metricSpec
}

// defaultMetric is the metric of an HPA without metrics.
var defaultMetric = Metric{
	Path: "spec.metrics", Name: keda.TriggerCPU, Resource: keda.TriggerCPU, MetricType: keda.MetricTypeUtilization, Value: "80",
	Text:   "cpu at 80% (the default of an HPA without metrics)",
	source: metricSpec{Type: typeResource, Resource: &resourceSource{Name: keda.TriggerCPU, Target: target{AverageUtilization: &defaultUtilization}}},
}

var defaultUtilization int32 = 80

// Trigger returns KEDA's trigger for a resource metric.
func (m Metric) Trigger() keda.Trigger {
	metadata := keda.Metadata{"value": m.Value}
	if m.Container != "" {
		metadata["containerName"] = m.Container
	}
	return keda.Trigger{Type: m.Resource, MetricType: m.MetricType, Metadata: metadata}
}

// readMetric reads a metric, and returns what is wrong with it; "" if it is valid.
func readMetric(s metricSpec) (m Metric, problem string) {
	switch {
	case s.Type == typeResource && s.Resource != nil:
		return resourceMetric(s, *s.Resource)
	case s.Type == typeContainerResource && s.ContainerResource != nil:
		if s.ContainerResource.Container == "" {
			problem = "has no container name"
		}
		m, other := resourceMetric(s, *s.ContainerResource)
		return m, cmp.Or(problem, other)
	}
	if source := s.custom(); source != nil {
		return customMetric(s, *source)
	}
	return Metric{Text: fmt.Sprintf("a metric of type %q", s.Type), source: s}, fmt.Sprintf("has no metric source of type %q", s.Type)
}

// custom returns the source of a Pods, Object or External metric; nil for others.
func (s metricSpec) custom() *customSource {
	return map[string]*customSource{typePods: s.Pods, typeObject: s.Object, typeExternal: s.External}[s.Type]
}

func resourceMetric(s metricSpec, source resourceSource) (m Metric, problem string) {
	m = Metric{Name: source.Name, Container: source.Container, Text: source.Name, source: s}
	if source.Name == keda.TriggerCPU || source.Name == keda.TriggerMemory {
		m.Resource = source.Name
	}
	if m.Container != "" {
		m.Text += " of container " + m.Container
	}
	t := source.Target
	switch {
	case t.AverageUtilization != nil && t.AverageValue != "":
		problem = "has both averageUtilization and averageValue as its target"
	case t.AverageUtilization != nil:
		m.MetricType, m.Value = keda.MetricTypeUtilization, strconv.Itoa(int(*t.AverageUtilization))
		m.Text += " at " + m.Value + "%"
		if *t.AverageUtilization <= 0 {
			problem = fmt.Sprintf("the target %s is not above zero", m.Value)
		}
	case t.AverageValue != "":
		m.MetricType, m.Value = keda.MetricTypeAverageValue, string(t.AverageValue)
		m.Text += " at " + m.Value + " per pod"
		problem = quantityProblem(m.Value)
	default:
		problem = "has neither averageUtilization nor averageValue as its target"
	}
	if source.Name == "" {
		problem = "has no resource name"
	}
	return m, problem
}

func customMetric(s metricSpec, source customSource) (m Metric, problem string) {
	m = Metric{Name: source.Metric.Name, Text: fmt.Sprintf("the %s metric %s", s.Type, source.Metric.Name), source: s}
	t := source.Target
	switch {
	case t.AverageValue != "":
		m.MetricType, m.Value = keda.MetricTypeAverageValue, string(t.AverageValue)
	case t.Value != "":
		m.MetricType, m.Value = keda.MetricTypeValue, string(t.Value)
	default:
		return m, "has no target"
	}
	if m.Name == "" {
		return m, "has no metric name"
	}
	return m, quantityProblem(m.Value)
}

func quantityProblem(text string) string {
	quantity, err := resource.ParseQuantity(text)
	switch {
	case err != nil:
		return fmt.Sprintf("the target %q is not a quantity", text)
	case quantity.Sign() <= 0:
		return fmt.Sprintf("the target %q is not above zero", text)
	}
	return ""
}
