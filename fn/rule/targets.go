package rule

import (
	"math"
	"strconv"

	"k8s.io/apimachinery/pkg/api/resource"

	"modelhost.dev/scale-modelhosts/fn/keda"
)

// defaultTolerance is Kubernetes', unless behavior or the cluster say otherwise.
const defaultTolerance = 0.1

// tolerance is how far above its target a metric must be before the HPA acts.
func (p *pass) tolerance() float64 {
	if b := p.behavior(); b != nil && b.ScaleUp != nil && b.ScaleUp.Tolerance != "" {
		if quantity, err := resource.ParseQuantity(string(b.ScaleUp.Tolerance)); err == nil {
			return quantity.AsApproximateFloat64()
		}
	}
	return defaultTolerance
}

// reachable says which targets a signal passes by enough.
func (p *pass) reachable(target, most float64) string {
	limit := most / (1 + p.tolerance())
	hint := "write less than " + strconv.FormatFloat(limit, 'g', 2, 64)
	if most == 1 && target > 1 {
		hint += ", or multiply the query by 100"
	}
	return hint
}

// eachBounded goes over the triggers that have a maximum.
func (p *pass) eachBounded(do func(path string, target, most float64)) {
	for i, t := range p.Spec.Triggers {
		target, ok := amount(t.Metadata["threshold"])
		if !ok || target <= 0 {
			continue
		}
		if most, bounded := p.greatest(i, t); bounded {
			do(triggerPath(i), target, most)
		}
	}
}

// greatest is the most that a trigger's metric can be: what its signal's definition
// says, or else what the metrics in its query are known to be. Sums over pods, which
// AverageValue is for, have no maximum; nor does a threshold matter beside a formula.
func (p *pass) greatest(i int, t keda.Trigger) (float64, bool) {
	origin := p.TriggerOrigins[i]
	switch {
	case origin.Definition.Maximum != nil && t.MetricType == keda.MetricTypeValue:
		return *origin.Definition.Maximum, true
	case origin.Builtin || t.Type != keda.TriggerPrometheus || p.modifiers().Formula != "":
		return 0, false
	}
	query, err := p.wake.Query(t.Metadata["query"])
	if err != nil {
		return 0, false
	}
	most := query.Range(scaled).Max
	return most, most > 0 && !math.IsInf(most, 1) && len(query.Metrics()) > 0
}
