package rule

import (
	"strings"

	"modelhost.dev/scale-modelhosts/fn/exporter"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/promql"
)

var sumAsValue = &Rule{
	ID:           "sum-as-value",
	Severity:     finding.Warning,
	Layer:        Scaling,
	Scope:        Plans,
	ReadsTrigger: []string{"metricType", "metadata.query", "metadata.threshold"},
	Summary:      "a sum with metricType Value",
	Consequence:  "more replicas do not lower it, so the host grows to its maximum",
	Run:          checkSumAsValue,
}

// checkSumAsValue is for totals that the HPA does not divide by the replicas.
func checkSumAsValue(p *pass) {
	p.eachShaped(func(path string, t keda.Trigger, q promql.Query) {
		if t.MetricType == keda.MetricTypeValue && q.Aggregation() == promql.Sum && !recorded(q) {
			p.report(path, "the query adds up, and metricType Value does not divide the total by the replicas: above the threshold, it goes on to the maximum",
				"write metricType: AverageValue with the threshold of one replica, or average")
		}
	})
}

// recorded says whether a recording rule's metric is among the query's, which may
// average already.
func recorded(q promql.Query) bool {
	for _, metric := range q.Metrics() {
		if _, known := exporter.ForMetric(metric); !known && strings.Contains(metric, ":") {
			return true
		}
	}
	return false
}
