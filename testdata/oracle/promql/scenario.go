package promql

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"
	"time"
)

// Scenario is a cluster at some time, and what the queries of one metric must read there.
type Scenario struct {
	Name string
	// Metric must be in a query, and Part as well, for the scenario to apply.
	Metric, Part string
	// Wakes limits the scenario to queries that must wake a host.
	Wakes bool
	// Load returns the series around a query's model host, in promqltest's syntax.
	Load func(Query) string
	// At lists the times at which the reading must be right.
	At []time.Duration
	// All is the required reading. For requests, it applies to queries that count all callers,
	// and Gateway and Mesh to those that count one group.
	All, Gateway, Mesh Reads
	// Lost is set if there is nothing to read, which is zero only if nulls are ignored.
	Lost bool
}

// Reads is the range of correct readings.
type Reads struct{ Low, High float64 }

// some is anything above zero, which wakes a host.
var some = Reads{math.SmallestNonzeroFloat64, math.MaxFloat64}

func about(value float64) Reads { return Reads{value * 0.99, value * 1.01} }

// String returns the required reading in short form.
func (r Reads) String() string {
	switch {
	case r == some:
		return "> 0"
	case r.High == 0:
		return "0"
	case r.Low == 0:
		return fmt.Sprintf("≤ %.4g", r.High)
	}
	return fmt.Sprintf("%.4g", (r.Low+r.High)/2)
}

// Must returns the required reading for the query.
func (s Scenario) Must(q Query) Reads {
	switch q.Cluster.Counts {
	case Gateway:
		return s.Gateway
	case InMesh:
		return s.Mesh
	}
	return s.All
}

// Scenarios returns all scenarios.
func Scenarios() []Scenario {
	return slices.Concat(gpu, requests, latency(), serving())
}

// Concerns reports whether the scenario applies to the query.
func (s Scenario) Concerns(q Query) bool {
	return strings.Contains(q.Query, s.Metric) && strings.Contains(q.Query, s.Part) && (q.Wakes || !s.Wakes)
}

// Check evaluates the query in the scenario, and returns what it reads and an error if that is
// wrong.
func (s Scenario) Check(tb testing.TB, q Query) (string, error) {
	tb.Helper()
	store := Load(tb, s.Load(q))
	defer store.Close()
	var readings []string
	for _, at := range s.At {
		got, err := store.Read(q, at)
		switch must := s.Must(q); {
		case s.Lost && !q.IgnoreNullValues && errors.Is(err, ErrLost):
			readings = append(readings, "lost")
			continue
		case err != nil:
			return "error", fmt.Errorf("after %s: %w", at, err)
		case s.Lost && !q.IgnoreNullValues:
			return fmt.Sprint(got), fmt.Errorf("after %s the query reads %g where nothing is", at, got)
		case got < must.Low || got > must.High:
			return fmt.Sprintf("%.4g", got), fmt.Errorf("after %s the query reads %g, not %v", at, got, must)
		}
		readings = append(readings, fmt.Sprintf("%.4g", got))
	}
	return strings.Join(slices.Compact(readings), " … "), nil
}

// pods fills the pods of a query's host and its neighbors into a load.
func pods(metric, load string) func(Query) string {
	return func(q Query) string {
		own, next := Pods(q.Kind, q.Workload), Pods(q.Kind, neighbour(q.Workload))
		values := map[string]string{
			"NEIGHBOUR": q.Cluster.podLabels(metric, q.Namespace, next[0]),
			"ELSEWHERE": q.Cluster.podLabels(metric, q.Namespace+"-2", own[0]),
			"POD1":      q.Cluster.podLabels(metric, q.Namespace, own[0]),
			"POD2":      q.Cluster.podLabels(metric, q.Namespace, own[1]),
		}
		var pairs []string
		for _, k := range slices.Sorted(maps.Keys(values)) {
			pairs = append(pairs, "$"+k, values[k])
		}
		return strings.NewReplacer(pairs...).Replace(load)
	}
}

// neighbour returns another workload that an imprecise query would also match: its name begins
// alike, or differs only where a dot matches anything.
func neighbour(workload string) string {
	switch {
	case strings.Contains(workload, "."):
		return strings.ReplaceAll(workload, ".", "x")
	case len(workload) > longest:
		return "another"
	}
	return workload + "-2"
}
