package rule

import (
	"fmt"
	"math"
	"strconv"

	"k8s.io/apimachinery/pkg/api/resource"

	"modelhost.dev/scale-modelhosts/fn/keda"
)

// defaultTolerance is Kubernetes', unless behavior or the cluster say otherwise.
const defaultTolerance = 0.1

func targetRange(s *pass) {
	s.eachBounded(func(path string, target, most float64) {
		if target >= most {
			s.report(path, fmt.Sprintf("the target %v is never passed: the signal is at most %v", target, most), s.reachable(target, most))
		}
	})
}

func targetTolerance(s *pass) {
	s.eachBounded(func(path string, target, most float64) {
		if target < most && most/target-1 <= s.tolerance() {
			s.report(path, fmt.Sprintf("the target %v is never passed by enough: the HPA acts on %v %% more, and the signal is at most %v", target, math.Round(s.tolerance()*1000)/10, most),
				s.reachable(target, most))
		}
	})
}

// targetUnit is for percentages that are ratios in their exporters.
func targetUnit(s *pass) {
	for i, t := range s.Spec.Triggers {
		text := t.Metadata["threshold"]
		if target, ok := amount(text); ok && target > 0 && target <= 1 && s.percent(i, t) {
			what := "the query's answer"
			if name := s.Origins[i].Signal; name != "" {
				what = "the signal " + name
			}
			s.report(triggerPath(i), fmt.Sprintf("the target %s is %s %%: %s is in percent", text, text, what), fmt.Sprintf("write %v if that share is meant", math.Round(target*100)))
		}
	}
}

// tolerance is how far above its target a metric must be before the HPA acts.
func (s *pass) tolerance() float64 {
	if b := s.behavior(); b != nil && b.ScaleUp != nil && b.ScaleUp.Tolerance != "" {
		if quantity, err := resource.ParseQuantity(string(b.ScaleUp.Tolerance)); err == nil {
			return quantity.AsApproximateFloat64()
		}
	}
	return defaultTolerance
}

// reachable says which targets a signal passes by enough.
func (s *pass) reachable(target, most float64) string {
	limit := most / (1 + s.tolerance())
	hint := "write less than " + strconv.FormatFloat(limit, 'g', 2, 64)
	if most == 1 && target > 1 {
		hint += ", or multiply the query by 100"
	}
	return hint
}

// eachBounded goes over the triggers that have a maximum.
func (s *pass) eachBounded(do func(path string, target, most float64)) {
	for i, t := range s.Spec.Triggers {
		target, ok := amount(t.Metadata["threshold"])
		if !ok || target <= 0 {
			continue
		}
		if most, bounded := s.greatest(i, t); bounded {
			do(triggerPath(i), target, most)
		}
	}
}

// greatest is the most that a trigger's metric can be: what its signal's definition
// says, or else what the metrics in its query are known to be. Sums over pods, which
// AverageValue is for, have no maximum; nor does a threshold matter beside a formula.
func (s *pass) greatest(i int, t keda.Trigger) (float64, bool) {
	origin := s.Origins[i]
	switch {
	case origin.Definition.Maximum != nil && t.MetricType == keda.MetricTypeValue:
		return *origin.Definition.Maximum, true
	case origin.Builtin || t.Type != keda.TriggerPrometheus || s.modifiers().Formula != "":
		return 0, false
	}
	query, err := s.query(t.Metadata["query"])
	if err != nil {
		return 0, false
	}
	most := query.Range(scaled).Max
	return most, most > 0 && !math.IsInf(most, 1) && len(query.Metrics()) > 0
}

// percent says whether a trigger's metric goes from 0 to 100.
func (s *pass) percent(i int, t keda.Trigger) bool {
	if s.Origins[i].Builtin {
		return s.Origins[i].Definition.Unit == "percent"
	}
	most, bounded := s.greatest(i, t)
	return bounded && most == 100
}
