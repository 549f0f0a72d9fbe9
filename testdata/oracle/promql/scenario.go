package promql

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

// Scenario is a cluster and what the queries of one metric must read there.
type Scenario struct {
	Name string
	// Metric is the one that a query must have in it to be concerned.
	Metric string
	// Wakes limits the scenario to queries that must end a zero.
	Wakes bool
	// Load is in promqltest's syntax, with the placeholders of fill.
	Load string
	// At are the times at each of which the reading must be within Low and High.
	At        []time.Duration
	Low, High float64
}

// Scenarios are all there are.
func Scenarios() []Scenario {
	return slices.Concat(gpu, requests, latency, serving)
}

// Concerns says whether the scenario has something to say about the query.
func (s Scenario) Concerns(q Query) bool {
	return strings.Contains(q.Query, s.Metric) && (q.Wakes || !s.Wakes)
}

// Check evaluates the query in the scenario and says what is wrong with it.
func (s Scenario) Check(tb testing.TB, q Query) error {
	tb.Helper()
	load := fill(s.Load, q)
	for _, at := range s.At {
		got, err := Read(tb, load, q, at)
		if err != nil {
			return fmt.Errorf("after %s: %w", at, err)
		}
		if got < s.Low || got > s.High {
			return fmt.Errorf("after %s the query reads %g, not %g to %g", at, got, s.Low, s.High)
		}
	}
	return nil
}

// fill puts the query's model host and its neighbours into a load.
func fill(load string, q Query) string {
	pods, next := Pods(q.Kind, q.Workload), Pods(q.Kind, neighbour(q.Workload))
	podLabel, namespaceLabel := "pod", "namespace"
	if strings.Contains(q.Query, "exported_pod") {
		podLabel, namespaceLabel = "exported_pod", "exported_namespace"
	}
	values := map[string]string{
		"NEIGHBOUR": fmt.Sprintf(`%s="%s",%s="%s"`, namespaceLabel, q.Namespace, podLabel, next[0]),
		"ELSEWHERE": fmt.Sprintf(`%s="%s-2",%s="%s"`, namespaceLabel, q.Namespace, podLabel, pods[0]),
		"POD1":      fmt.Sprintf(`%s="%s",%s="%s"`, namespaceLabel, q.Namespace, podLabel, pods[0]),
		"POD2":      fmt.Sprintf(`%s="%s",%s="%s"`, namespaceLabel, q.Namespace, podLabel, pods[1]),
		"SOURCE":    destination("source", q.Service, q.Namespace),
		"SERVER":    destination("destination", q.Service, q.Namespace),
		"NEXTHOST":  destination("source", q.Service+"-2", q.Namespace),
		"FARHOST":   destination("source", q.Service, q.Namespace+"-2"),
		// With no pod behind the Service Istio does not know the workload.
		"NOBODY": strings.ReplaceAll(destination("source", q.Service, q.Namespace), `workload_namespace="`+q.Namespace, `workload_namespace="unknown`),
	}
	var pairs []string
	for _, k := range slices.Sorted(maps.Keys(values)) {
		pairs = append(pairs, "$"+k, values[k])
	}
	return strings.NewReplacer(pairs...).Replace(load)
}

// neighbour is another workload that a loose query would take for this one: its
// name begins alike, or differs only where a dot matches anything.
func neighbour(workload string) string {
	switch {
	case strings.Contains(workload, "."):
		return strings.ReplaceAll(workload, ".", "x")
	case len(workload) > longest:
		return "another"
	}
	return workload + "-2"
}

// destination are Istio's labels of requests to a Service.
func destination(reporter, service, namespace string) string {
	return fmt.Sprintf(`reporter="%s",destination_service="%s.%s.svc.cluster.local",destination_service_name="%s",destination_service_namespace="%s",destination_workload_namespace="%s"`,
		reporter, service, namespace, service, namespace, namespace)
}
