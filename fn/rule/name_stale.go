package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/exporter"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/managed"
	"modelhost.dev/scale-modelhosts/fn/promql"
)

var NameStale = &Rule{
	ID:          "name-stale",
	Severity:    finding.Error,
	Layer:       Scaling,
	Scope:       Plans,
	Summary:     "a name or namespace that kustomize changed after generation",
	Consequence: "KEDA accepts it; the query then returns nothing, which counts as zero, or the reference does not resolve",
	Run:         checkNameStale,
}

// checkNameStale reports queries that select the former name of the workload, its namespace
// or its Service, and not the name that kustomize gave it.
func checkNameStale(p *pass) {
	p.eachSelector(func(path string, selector promql.Selector, e exporter.Exporter) {
		if name, isStale := p.stale(selector, e); isStale {
			p.report(path, fmt.Sprintf("%s selects the %s %q, which kustomize renamed to %q", selects(selector, name.label), name.what, name.former, name.now),
				p.hintFor("", staleNameHint(p)))
		}
	})
}

// staleNameHint returns the fix for a query that selects a former name.
func staleNameHint(p *pass) string {
	if managed.Is(p.Object) {
		return RunLastFix(p.place)
	}
	return "correct the query in the layer that makes the change, for example with a patch"
}
