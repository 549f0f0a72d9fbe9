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
	Summary:     "Istio's requests by no reporter",
	Consequence: "both ends of a request report it, and the host gets twice the replicas",
	Run:         checkQueryReporter,
}

// checkQueryReporter is for Istio's metrics: both ends of a request report it.
func checkQueryReporter(p *pass) {
	p.eachSelector(func(path string, selector promql.Selector, e exporter.Exporter) {
		if e.Name == "Istio" && strings.HasSuffix(selector.Metric, "_total") && len(selector.MatchersOn("reporter")) == 0 {
			p.report(path, selector.Metric+" without reporter counts a request twice where both ends are in the mesh", "write "+p.cfg.Istio.Reporter())
		}
	})
}
