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
	Consequence:  "more replicas do not lower the sum, so the workload scales to its maximum",
	Run:          checkSumAsValue,
}

// checkSumAsValue reports sums that the HPA does not divide by the replica count.
func checkSumAsValue(p *pass) {
	p.eachScalingQuery(func(path string, t keda.Trigger, q promql.Query) {
		if t.MetricType == keda.MetricTypeValue && q.Aggregation() == promql.Sum && !usesRecordingRule(q) {
			p.report(path, "metricType Value does not divide the sum by the replicas, so the workload scales to the maximum",
				"use metricType: AverageValue with a threshold for one replica, or average in the query")
		}
	})
}

// usesRecordingRule reports whether the query uses a recording rule, which may average already.
func usesRecordingRule(q promql.Query) bool {
	for _, metric := range q.Metrics() {
		if _, known := exporter.ForMetric(metric); !known && strings.Contains(metric, ":") {
			return true
		}
	}
	return false
}
