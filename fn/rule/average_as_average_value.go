package rule

import (
	"cmp"
	"fmt"
	"math"

	"modelhost.dev/scale-modelhosts/fn/exporter"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/promql"
)

var averageAsAverageValue = &Rule{
	ID:           "average-as-average-value",
	Severity:     finding.Warning,
	Layer:        Scaling,
	Scope:        Plans,
	ReadsTrigger: []string{"metricType", "metadata.query", "metadata.threshold"},
	ReadsSpec:    []string{"spec.maxReplicaCount"},
	Summary:      "an average with metricType AverageValue",
	Consequence:  "the HPA divides it by the replica count: with a target of 70 and a maximum of 100, it stops at two replicas",
	Run:          checkAverageAsAverageValue,
}

// checkAverageAsAverageValue covers averages: with AverageValue the HPA divides them by the
// target and requests a fixed number of replicas.
func checkAverageAsAverageValue(p *pass) {
	p.eachScalingQuery(func(path string, t keda.Trigger, q promql.Query) {
		shape := q.Aggregation()
		if t.MetricType == keda.MetricTypeValue || shape != promql.Ratio && (shape != promql.PerSeries || !p.selectsPods(q)) {
			return
		}
		outcome := "replicas do not follow the load"
		if most, target := q.Range(valueRange).Max, numberOrZero(t.Metadata["threshold"]); target > 0 && !math.IsInf(most, 1) {
			if target >= most {
				// target-range reports a target that is never exceeded.
				return
			}
			outcome = fmt.Sprintf("with a maximum of %v, it never requests more than %v replicas", most, math.Ceil(most/target))
		}
		gives := "a per-pod value or an average"
		if shape == promql.Ratio {
			gives = "a ratio or a quantile"
		}
		p.report(path, fmt.Sprintf("the query returns %s, but metricType %s expects a total; %s", gives, cmp.Or(t.MetricType, keda.MetricTypeAverageValue+" (default)"), outcome),
			"set metricType: Value")
	})
}

// selectsPods reports whether the query selects only metrics of pods or nodes, one series or
// more of each. The maximum over a queue's exporters is the length of the queue, not a share of it.
func (p *pass) selectsPods(q promql.Query) bool {
	for _, selector := range q.Selectors() {
		e, _ := exporter.ForMetric(selector.Metric)
		byPod := len(selector.MatchersOn("pod")) + len(selector.MatchersOn("exported_pod"))
		if !e.PerNode && (e.Presence == exporter.AtZeroToo || e.Presence != exporter.OnlyWithPods && byPod == 0 && !p.wake.SelectsOwn(selector)) {
			return false
		}
	}
	return len(q.Selectors()) > 0
}
