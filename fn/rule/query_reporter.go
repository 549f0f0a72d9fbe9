package rule

import (
	"strings"

	"modelhost.dev/scale-modelhosts/fn/exporter"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/promql"
)

var queryReporter = &Rule{
	ID:          "query-reporter",
	Severity:    finding.Warning,
	Layer:       Scaling,
	Scope:       Plans,
	Summary:     "Istio request metrics without a reporter label",
	Consequence: "both ends of a request report it, so the workload gets twice the replicas",
	Run:         checkQueryReporter,
}

// checkQueryReporter covers Istio's request counters, which both ends of a request increase.
func checkQueryReporter(p *pass) {
	p.eachSelector(func(path string, selector promql.Selector, e exporter.Exporter) {
		if e.Name == "Istio" && strings.HasSuffix(selector.Metric, "_total") && len(selector.MatchersOn("reporter")) == 0 {
			p.report(path, selector.Metric+" counts a request twice if both ends are in the mesh", "add "+p.cfg.Istio.Reporter())
		}
	})
}
