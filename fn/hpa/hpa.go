// Package hpa reads HorizontalPodAutoscalers of every version and translates their metrics
// into KEDA's triggers.
package hpa

import (
	"fmt"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

// HPA is the specification of an autoscaler.
type HPA struct {
	// Name is the autoscaler's.
	Name string
	// Min and Max are nil if they are absent or not integers.
	Min, Max *int32
	// Metrics are never empty: an HPA without any scales on cpu.
	Metrics []Metric
	// Behavior is nil if the HPA has none. Fields that could not be read are left out.
	Behavior *keda.Behavior
	// Problems are the fields that could not be read, with paths from the HPA's root.
	Problems []problem.Problem
}

// IsReadable reports whether the whole HPA could be read.
func (h HPA) IsReadable() bool {
	return !slices.ContainsFunc(h.Problems, isFault)
}

// isFault reports whether a problem leaves a part of the HPA unknown. An unknown field does
// not: Kubernetes drops it.
func isFault(p problem.Problem) bool { return !p.Unknown }

// DefaultMin is the minReplicas of an HPA that has none.
const DefaultMin int32 = 1

// MinReplicas returns the HPA's minimum, or else the default.
func (h HPA) MinReplicas() int32 {
	if h.Min == nil {
		return DefaultMin
	}
	return *h.Min
}

// Read reads an HPA of autoscaling/v2, v1, v2beta2 or v2beta1.
func Read(o *inventory.Object) HPA {
	s, problems := decode(o)
	h := newHPA(s, problems)
	h.Name = o.Name
	if o.Name == "" {
		h.Problems = append(h.Problems, problem.Problem{Path: "metadata.name", Message: "is missing", Hint: "give it the name that it has in the cluster"})
	}
	return h
}

// newHPA returns the HPA of a v2 spec.
func newHPA(s spec, problems []problem.Problem) HPA {
	h := HPA{Min: s.MinReplicas, Max: s.MaxReplicas, Behavior: s.Behavior, Problems: problems}
	for i, m := range s.Metrics {
		read, wrong := readMetric(m)
		read.Path = s.path(i)
		h.Metrics = append(h.Metrics, read)
		known := slices.ContainsFunc(problems, func(p problem.Problem) bool { return isFault(p) && strictyaml.Within(p.Path, read.Path) })
		if wrong != "" && !known {
			h.Problems = append(h.Problems, problem.Problem{Path: read.Path, Message: wrong, Hint: "correct the metric, or remove the HPA"})
		}
	}
	if len(h.Metrics) == 0 {
		h.Metrics = []Metric{defaultMetric}
	}
	if h.Max == nil && !slices.ContainsFunc(problems, isFault) {
		h.Problems = append(h.Problems, problem.Problem{Path: s.within + "maxReplicas", Message: "is missing", Hint: "set the maximum number of replicas"})
	}
	return h
}

// path returns the path of a metric in the HPA.
func (s spec) path(i int) string {
	if i < len(s.paths) {
		return s.paths[i]
	}
	return fmt.Sprintf("%smetrics[%d]", s.within, i)
}
