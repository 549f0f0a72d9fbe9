// Package exporter describes the metrics that model hosts scale on: who exports them, where, with
// which labels and in which range.
//
// Checks ignore exporters that are not in the table, and labels that resemble no known one:
// Prometheus may add any label to any series.
package exporter

import (
	"maps"
	"slices"
	"strings"
)

// Presence is whether a metric exists while the workload that it measures has no pods.
type Presence int

// These are the values of Presence.
const (
	// Unknown means that neither the metric's name nor the package shows it.
	Unknown Presence = iota
	// OnlyWithPods means that the workload's own pods export the metric, or something that measures
	// them.
	OnlyWithPods
	// AtZeroToo means that a gateway, a queue or a controller exports the metric, with or without
	// pods.
	AtZeroToo
)

// Exporter describes the metrics with some prefixes.
type Exporter struct {
	// Name is the exporter's usual name.
	Name string
	// Source is where its labels and metrics are documented.
	Source string
	// Prefixes are prefixes of its metrics' names.
	Prefixes []string
	// Presence is the presence of its series. AfterFirstAnswer is set if they are outside the pods,
	// but do not exist before a pod's first response.
	Presence         Presence
	AfterFirstAnswer bool
	// Labels are the exporter's own labels, nil if unknown.
	Labels []string
	// Shared is set if it exports metrics of all pods in a cluster. Always is set if these include
	// pods that are not running.
	Shared, Always bool
	// PerNode is set if it has at least one series for each node.
	PerNode bool
	// Queue is set if it counts work that waits for a pod.
	Queue bool
	// Relabelled is set if it has labels named pod, namespace and container, which Prometheus may
	// prefix with exported_.
	Relabelled bool
	// AtZero contains the values that labels have in reports of requests while there is no pod.
	// OftenAtZero contains those that they usually have.
	AtZero, OftenAtZero map[string][]string

	values map[string]func() []string
}

// Values returns the possible values of a label, nil if they are not limited.
func (e Exporter) Values(label string) []string {
	if values := e.values[label]; values != nil {
		return values()
	}
	return nil
}

// LabelsWithValues returns the labels with a limited set of values, sorted.
func (e Exporter) LabelsWithValues() []string { return slices.Sorted(maps.Keys(e.values)) }

// targetLabels are the labels that Prometheus, its operator and its charts add to every series.
var targetLabels = []string{
	"job", "instance", "pod", "namespace", "container", "service", "endpoint", "node", "app", "cluster", "le", "quantile", "prometheus", "prometheus_replica",
	"app_kubernetes_io_name", "app_kubernetes_io_instance", "app_kubernetes_io_component",
}

// exportedLabels are the names of the exporter's own labels if Prometheus uses their names for the
// exporter's pod.
var exportedLabels = []string{"exported_pod", "exported_namespace", "exported_container"}

// ForMetric returns the exporter of a metric.
func ForMetric(metric string) (Exporter, bool) {
	for _, e := range table {
		for _, prefix := range e.Prefixes {
			if strings.HasPrefix(metric, prefix) {
				return e, true
			}
		}
	}
	return Exporter{}, false
}

// HasLabel reports whether the exporter's series may have a label. It returns true if the
// exporter's labels are unknown.
func (e Exporter) HasLabel(label string) bool {
	return e.Labels == nil || slices.Contains(e.Labels, label) || slices.Contains(targetLabels, label) ||
		e.Relabelled && slices.Contains(exportedLabels, label)
}

// KnownLabels returns the labels that the exporter's series may have.
func (e Exporter) KnownLabels() []string {
	if !e.Relabelled {
		return slices.Concat(e.Labels, targetLabels)
	}
	return slices.Concat(e.Labels, targetLabels, exportedLabels)
}

// OtherWithLabel returns another exporter that has a label, if this one does not.
func (e Exporter) OtherWithLabel(label string) (Exporter, bool) {
	for _, other := range table {
		its := slices.Contains(other.Labels, label) || other.Relabelled && slices.Contains(exportedLabels, label)
		if its && !e.HasLabel(label) {
			return other, true
		}
	}
	return Exporter{}, false
}

// formerLabels maps labels from before Kubernetes 1.16, which DCGM exporters still support as an
// option, to their current names.
var formerLabels = map[string]string{"pod_name": "pod", "container_name": "container", "pod_namespace": "namespace"}

// CurrentLabel returns the current name of a former label.
func CurrentLabel(label string) (string, bool) {
	now, ok := formerLabels[label]
	return now, ok
}
