package rule

import (
	"strconv"

	"modelhost.dev/scale-modelhosts/fn/exporter"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/promql"
)

// eachShaped calls do for each query by which the HPA scales beyond one replica.
func (p *pass) eachShaped(do func(path string, t keda.Trigger, q promql.Query)) {
	if p.modifiers().Formula == "" && p.most() > 1 {
		p.eachQuery(do)
	}
}

// scaled returns the range of a known metric's values.
func scaled(selector promql.Selector) (promql.Range, bool) {
	scale, ok := exporter.ScaleOf(selector.Metric)
	return promql.Range{Min: 0, Max: scale.Max}, ok
}

// amount parses a number of a trigger's metadata.
func amount(text string) (float64, bool) {
	value, err := strconv.ParseFloat(text, 64)
	return value, err == nil
}

// number64 returns the number in a text, or 0.
func number64(text string) float64 {
	value, _ := amount(text)
	return value
}
