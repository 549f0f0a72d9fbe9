package rule

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"

	"modelhost.dev/scale-modelhosts/fn/keda"
)

// defaultTolerance is the HPA's, unless behavior or the cluster set another.
const defaultTolerance = 0.1

// tolerance returns how far above its target a metric must be before the HPA acts.
func (p *pass) tolerance() float64 {
	if b := p.behavior(); b != nil && b.ScaleUp != nil && b.ScaleUp.Tolerance != "" {
		if quantity, err := resource.ParseQuantity(string(b.ScaleUp.Tolerance)); err == nil {
			return quantity.AsApproximateFloat64()
		}
	}
	return defaultTolerance
}

// reachableHint returns the fix: the largest round target that the signal exceeds by more than the
// tolerance.
func (p *pass) reachableHint(target, most float64) string {
	hint := fmt.Sprintf("use %s or less", roundedBelow(most/(1+p.tolerance())))
	if most == 1 && target > 1 {
		hint += ", or multiply the query by 100"
	}
	return hint
}

// roundedBelow rounds a positive limit down at its second digit, to a number below the limit.
func roundedBelow(limit float64) string {
	exponent := int(math.Floor(math.Log10(limit))) - 1
	unit := math.Pow10(exponent)
	text := strconv.FormatFloat((math.Ceil(limit/unit)-1)*unit, 'f', max(0, -exponent), 64)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}

// eachBounded calls do for each trigger whose metric has a maximum.
func (p *pass) eachBounded(do func(path string, target, most float64)) {
	for i, t := range p.Spec.Triggers {
		target, ok := amount(t.Metadata["threshold"])
		if !ok || target <= 0 {
			continue
		}
		if most, bounded := p.maximumOf(i, t); bounded {
			do(triggerPath(i), target, most)
		}
	}
}

// maximumOf returns the maximum of a trigger's metric, from the signal's definition or else
// from the metrics in its query. Sums over pods, meant for AverageValue, have no maximum. If
// there is a formula, thresholds do not matter.
func (p *pass) maximumOf(i int, t keda.Trigger) (float64, bool) {
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
	most := query.Range(valueRange).Max
	return most, most > 0 && !math.IsInf(most, 1) && len(query.Metrics()) > 0
}
