package rule

import (
	"errors"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/promql"
	"modelhost.dev/scale-modelhosts/fn/wake"
)

var querySyntax = &Rule{
	ID:          "query-syntax",
	Severity:    finding.Error,
	Layer:       Scaling,
	Scope:       Plans,
	Summary:     "a query that Prometheus cannot parse",
	Consequence: "KEDA reports Ready=True, but every poll fails",
	Run:         checkQuerySyntax,
}

func checkQuerySyntax(p *pass) {
	p.eachHandWrittenQuery(func(path string, t keda.Trigger) {
		if strings.TrimSpace(t.Metadata["query"]) == "" {
			return
		}
		_, err := p.wake.Query(t.Metadata["query"])
		switch {
		case errors.Is(err, promql.ErrTooLarge):
			p.report(path, "not checked: "+err.Error(), tooLargeHint)
		case err != nil && !errors.Is(err, wake.ErrPlaceholder):
			p.report(path, "Prometheus cannot parse the query: "+err.Error(), "correct it; escape \\ as \\\\ in a double-quoted string")
		}
	})
}
