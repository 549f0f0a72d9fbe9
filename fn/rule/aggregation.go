package rule

import (
	"strconv"

	"modelhost.dev/scale-modelhosts/fn/exporter"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/promql"
)

// eachScalingQuery calls do for each query by which the HPA scales beyond one replica.
func (p *pass) eachScalingQuery(do func(path string, t keda.Trigger, q promql.Query)) {
	if p.modifiers().Formula == "" && p.maxReplicas() > 1 {
		p.eachQuery(do)
	}
}

// valueRange returns the range of a known metric's values.
func valueRange(selector promql.Selector) (promql.Range, bool) {
	scale, ok := exporter.ScaleOf(selector.Metric)
	return promql.Range{Min: 0, Max: scale.Max}, ok
}

// amount parses a number of a trigger's metadata.
func amount(text string) (float64, bool) {
	value, err := strconv.ParseFloat(text, 64)
	return value, err == nil
}

// numberOrZero returns the number in a text, or 0.
func numberOrZero(text string) float64 {
	value, _ := amount(text)
	return value
}
