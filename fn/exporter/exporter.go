// Package exporter is what is known of the metrics that model hosts are scaled on:
// who exports them, from where, with which labels and within which range.
//
// An exporter that is not in the table is not judged, and neither is a label that
// resembles none: Prometheus may add any to any series.
package exporter

import (
	"maps"
	"slices"
	"strings"
)

// Place is where a metric comes from.
type Place int

const (
	// Anywhere cannot be told from the metric's name.
	Anywhere Place = iota
	// Pod is the model host's own pods, or what measures them: no pods, no series.
	Pod
	// Outside is a gateway, a queue or a controller, which is there without the host's pods.
	Outside
	// Served is outside the pods, but has no series before a pod answers.
	Served
)

// Exporter is what exports metrics whose names begin alike.
type Exporter struct {
	// Name is what people call it.
	Name string
	// Source is where its labels and metrics are written down.
	Source string
	// Prefixes are the beginnings of its metrics' names.
	Prefixes []string
	Place    Place
	// Labels are its own; nil where they are not known, and none is judged.
	Labels []string
	// Shared says that it measures all pods of a cluster, and Always that it does so whether
	// they run or not.
	Shared, Always bool
	// PerNode says that it has a series or more for each node.
	PerNode bool
	// Queue says that it measures what waits until a pod has dealt with it.
	Queue bool
	// Relabelled says that it has the labels pod, namespace and container itself, to
	// which Prometheus may prefix exported_.
	Relabelled bool
	// AtZero are the values that a label has in the reports of requests for which there
	// is no pod, and OftenAtZero those that it has unless something unusual is so.
	AtZero, OftenAtZero map[string][]string

	values map[string]func() []string
}

// Values are those that a label may have, for labels that have few; nil for others.
func (e Exporter) Values(label string) []string {
	if values := e.values[label]; values != nil {
		return values()
	}
	return nil
}

// LabelsWithValues are the labels whose values are known, sorted.
func (e Exporter) LabelsWithValues() []string { return slices.Sorted(maps.Keys(e.values)) }

// targetLabels are the labels that Prometheus, its operator and its charts give every series.
var targetLabels = []string{
	"job", "instance", "pod", "namespace", "container", "service", "endpoint", "node", "app", "cluster", "le", "quantile", "prometheus", "prometheus_replica",
	"app_kubernetes_io_name", "app_kubernetes_io_instance", "app_kubernetes_io_component",
}

// exportedLabels are the exporter's own labels where those of its pod bear their names.
var exportedLabels = []string{"exported_pod", "exported_namespace", "exported_container"}

// ForMetric is the exporter of a metric.
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

// HasLabel says whether the exporter's series have a label, as far as is known.
func (e Exporter) HasLabel(label string) bool {
	return e.Labels == nil || slices.Contains(e.Labels, label) || slices.Contains(targetLabels, label) ||
		e.Relabelled && slices.Contains(exportedLabels, label)
}

// KnownLabels are the labels of the exporter's series, those of every series among them.
func (e Exporter) KnownLabels() []string {
	if !e.Relabelled {
		return slices.Concat(e.Labels, targetLabels)
	}
	return slices.Concat(e.Labels, targetLabels, exportedLabels)
}

// OtherWithLabel is the exporter that has a label as its own which this one has not.
func (e Exporter) OtherWithLabel(label string) (Exporter, bool) {
	for _, other := range table {
		its := slices.Contains(other.Labels, label) || other.Relabelled && slices.Contains(exportedLabels, label)
		if its && !e.HasLabel(label) {
			return other, true
		}
	}
	return Exporter{}, false
}

// formerLabels are the names that labels had in Kubernetes before 1.16, and have in DCGM
// exporters that are asked for them.
var formerLabels = map[string]string{"pod_name": "pod", "container_name": "container", "pod_namespace": "namespace"}

// CurrentLabel is what a label of old is called now.
func CurrentLabel(label string) (string, bool) {
	now, ok := formerLabels[label]
	return now, ok
}
