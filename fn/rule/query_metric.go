package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/exporter"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/promql"
)

var queryMetric = &Rule{
	ID:          "query-metric",
	Severity:    finding.Warning,
	Layer:       Scaling,
	Scope:       Plans,
	Summary:     "a metric that its exporter does not have, or has dropped",
	Consequence: "the query returns nothing, which KEDA reads as zero",
	Run:         checkQueryMetric,
}

// checkQueryMetric reports metrics that the exporter known by their prefix does not have, or
// has dropped. A recording rule may produce a metric of any name.
func checkQueryMetric(p *pass) {
	p.eachSelector(func(path string, selector promql.Selector, e exporter.Exporter) {
		now, former := exporter.CurrentMetric(selector.Metric)
		meant, misnamed := exporter.ClosestMetric(selector.Metric)
		switch {
		case former && now != "":
			p.report(path, fmt.Sprintf("%s dropped %s; on current releases the query returns nothing", e.Name, selector.Metric), fmt.Sprintf("use %s", now))
		case former:
			p.report(path, fmt.Sprintf("%s dropped %s; on current releases the query returns nothing", e.Name, selector.Metric), "scale on another metric")
		case misnamed:
			p.report(path, fmt.Sprintf("no known exporter has %s; unless a recording rule does, the query returns nothing", selector.Metric), fmt.Sprintf("did you mean %s?", meant))
		}
	})
}
