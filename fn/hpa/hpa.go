// Package hpa reads HorizontalPodAutoscalers of every version, and says what KEDA's
// triggers have in their place.
package hpa

import (
	"fmt"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

// HPA is what an autoscaler asks for.
type HPA struct {
	// Name is the autoscaler's.
	Name string
	// Min and Max are nil where the HPA does not say, or not in numbers.
	Min, Max *int32
	// Metrics are never empty: an HPA without any scales on cpu.
	Metrics []Metric
	// Behavior is nil where the HPA has none. What of it does not parse is left out.
	Behavior *keda.Behavior
	// Problems are what of the HPA does not parse, with paths from the HPA's own root.
	Problems []problem.Problem
}

// IsReadable says whether all that the HPA asks for is known.
func (h HPA) IsReadable() bool {
	return !slices.ContainsFunc(h.Problems, isFault)
}

// isFault reports whether a problem leaves something unknown of what an HPA asks for. An
// unknown field does not: Kubernetes drops it.
func isFault(p problem.Problem) bool { return !p.Unknown }

// DefaultMin is the minReplicas of an HPA that has none.
const DefaultMin int32 = 1

// MinReplicas is the fewest replicas that the HPA keeps.
func (h HPA) MinReplicas() int32 {
	if h.Min == nil {
		return DefaultMin
	}
	return *h.Min
}

// Read reads an HPA of autoscaling/v2, v1, v2beta2 or v2beta1.
func Read(o *inventory.Object) HPA {
	s, problems := decode(o)
	h := of(s, problems)
	h.Name = o.Name
	if o.Name == "" {
		h.Problems = append(h.Problems, problem.Problem{Path: "metadata.name", Message: "is missing, so that nothing can take the HPA over", Hint: "give it the name that it has in the cluster"})
	}
	return h
}

func of(s spec, problems []problem.Problem) HPA {
	h := HPA{Min: s.MinReplicas, Max: s.MaxReplicas, Behavior: s.Behavior, Problems: problems}
	for i, m := range s.Metrics {
		read, wrong := metric(m)
		read.Path = s.path(i)
		h.Metrics = append(h.Metrics, read)
		known := slices.ContainsFunc(problems, func(p problem.Problem) bool { return isFault(p) && strictyaml.Within(p.Path, read.Path) })
		if wrong != "" && !known {
			h.Problems = append(h.Problems, problem.Problem{Path: read.Path, Message: wrong, Hint: "write the metric as Kubernetes has it, or remove the HPA"})
		}
	}
	if len(h.Metrics) == 0 {
		h.Metrics = []Metric{defaultMetric}
	}
	if h.Max == nil && !slices.ContainsFunc(problems, isFault) {
		h.Problems = append(h.Problems, problem.Problem{Path: s.within + "maxReplicas", Message: "is missing", Hint: "say how many replicas there may be"})
	}
	return h
}

// path is where a metric stands in the HPA.
func (s spec) path(i int) string {
	if i < len(s.paths) {
		return s.paths[i]
	}
	return fmt.Sprintf("%smetrics[%d]", s.within, i)
}
