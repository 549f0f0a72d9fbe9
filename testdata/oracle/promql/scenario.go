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
	// Metric is the one that a query must have in it to be concerned, and Part what else.
	Metric, Part string
	// Wakes limits the scenario to queries that must end a zero.
	Wakes bool
	// Load gives the series around a query's model host, in promqltest's syntax.
	Load func(Query) string
	// At are the times at each of which the reading must be right.
	At []time.Duration
	// All is what must be read; of requests, by queries that count those of all callers,
	// and Gateway and Mesh by those that count one sort.
	All, Gateway, Mesh Reads
	// Lost says that there is nothing to read, which is zero only where nulls are ignored.
	Lost bool
}

// Reads are the readings that are right.
type Reads struct{ Low, High float64 }

// some is anything above zero: what wakes.
var some = Reads{math.SmallestNonzeroFloat64, math.MaxFloat64}

func about(value float64) Reads { return Reads{value * 0.99, value * 1.01} }

// String is what must be read, in short.
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

// Must is what must be read by the query.
func (s Scenario) Must(q Query) Reads {
	switch q.Cluster.Counts {
	case Gateway:
		return s.Gateway
	case InMesh:
		return s.Mesh
	}
	return s.All
}

// Scenarios are all there are.
func Scenarios() []Scenario {
	return slices.Concat(gpu, requests, latency(), serving())
}

// Concerns says whether the scenario has something to say about the query.
func (s Scenario) Concerns(q Query) bool {
	return strings.Contains(q.Query, s.Metric) && strings.Contains(q.Query, s.Part) && (q.Wakes || !s.Wakes)
}

// Check evaluates the query in the scenario, gives what it reads, and says what is
// wrong with that.
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

// pods fills the pods of a query's host and its neighbours into a load.
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
