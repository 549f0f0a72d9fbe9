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

func targetRange(s *subject) {
	s.eachBounded(func(path string, target, most float64) {
		if target >= most {
			s.find(path, fmt.Sprintf("the target %v is never passed: the signal is at most %v", target, most), s.reachable(most))
		}
	})
}

func targetTolerance(s *subject) {
	s.eachBounded(func(path string, target, most float64) {
		if target < most && most/target-1 <= s.tolerance() {
			s.find(path, fmt.Sprintf("the target %v is never passed by enough: the HPA acts on %v %% more, and the signal is at most %v", target, math.Round(s.tolerance()*1000)/10, most),
				s.reachable(most))
		}
	})
}

// targetUnit is for percentages that are ratios in their exporters.
func targetUnit(s *subject) {
	for i, t := range s.Spec.Triggers {
		target, err := strconv.ParseFloat(t.Metadata["threshold"], 64)
		if err == nil && target <= 1 && s.Origins[i].Builtin && s.Origins[i].Definition.Unit == "percent" {
			s.find(triggerPath(i), fmt.Sprintf("the target %v is %v %%: the signal %s is in percent", t.Metadata["threshold"], t.Metadata["threshold"], s.Origins[i].Signal),
				fmt.Sprintf("write %v if that share is meant", math.Round(target*100)))
		}
	}
}

// tolerance is how far above its target a metric must be before the HPA acts.
func (s *subject) tolerance() float64 {
	if b := s.behavior(); b != nil && b.ScaleUp != nil && b.ScaleUp.Tolerance != "" {
		if quantity, err := resource.ParseQuantity(string(b.ScaleUp.Tolerance)); err == nil {
			return quantity.AsApproximateFloat64()
		}
	}
	return defaultTolerance
}

// reachable says which targets a signal passes by enough.
func (s *subject) reachable(most float64) string {
	limit := most / (1 + s.tolerance())
	return fmt.Sprintf("write less than %s", strconv.FormatFloat(limit, 'g', 2, 64))
}

// eachBounded goes over the triggers of signals that have a maximum. Sums over
// pods, which AverageValue is for, have none.
func (s *subject) eachBounded(do func(path string, target, most float64)) {
	for i, t := range s.Spec.Triggers {
		most := s.Origins[i].Definition.Maximum
		target, err := strconv.ParseFloat(t.Metadata["threshold"], 64)
		if most != nil && err == nil && target > 0 && t.MetricType == keda.MetricTypeValue {
			do(triggerPath(i), target, *most)
		}
	}
}
