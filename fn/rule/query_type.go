package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/promql"
)

var queryType = &Rule{
	ID:          "query-type",
	Severity:    finding.Error,
	Layer:       Scaling,
	Scope:       Plans,
	Summary:     "a query that does not return an instant vector",
	Consequence: "KEDA fails on scalars and reads range vectors as zero",
	Run:         checkQueryType,
}

func checkQueryType(p *pass) {
	p.eachQuery(func(path string, _ keda.Trigger, q promql.Query) {
		if !q.IsVector() {
			p.report(path, fmt.Sprintf("the query returns a %s; KEDA needs an instant vector", q.TypeName()), "wrap a scalar in vector(…), or a range in a function such as rate(…)")
		}
	})
}
