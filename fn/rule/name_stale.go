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
	Summary:     "a query, or another field of a generated object, with a name or namespace that kustomize has changed since",
	Consequence: "accepted, then the query returns nothing, which KEDA reads as zero, or the reference finds nothing",
	Run:         checkNameStale,
}

// checkNameStale looks for queries that take what the workload, its namespace or its Service
// was called before kustomize changed it, and not what it is called now.
func checkNameStale(p *pass) {
	p.eachSelector(func(path string, selector promql.Selector, e exporter.Exporter) {
		if name, isStale := p.stale(selector, e); isStale {
			p.report(path, fmt.Sprintf("%s names the %s %q, which is %q now", selects(selector, name.label), name.what, name.former, name.now),
				p.hintFor("", staleFix(p)))
		}
	})
}

func staleFix(p *pass) string {
	if managed.Is(p.Object) {
		return Outermost
	}
	return "correct the query in the layer that makes the change, such as with a patch"
}
