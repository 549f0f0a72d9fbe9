package rule

import (
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/promql"
)

var querySeries = &Rule{
	ID:          "query-series",
	Severity:    finding.Warning,
	Layer:       Scaling,
	Scope:       Plans,
	Summary:     "a query that may return several series",
	Consequence: "the trigger fails as soon as it does",
	Run:         checkQuerySeries,
}

// checkQuerySeries reports queries that PromQL itself does not limit to one series.
func checkQuerySeries(p *pass) {
	p.eachQuery(func(path string, _ keda.Trigger, q promql.Query) {
		if q.IsVector() && !q.IsSingle() {
			p.report(path, "the query may return several series, which KEDA rejects", "aggregate it with avg(…), sum(…) or max(…), without by")
		}
	})
}
