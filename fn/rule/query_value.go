package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/exporter"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/promql"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

var queryValue = &Rule{
	ID:          "query-value",
	Severity:    finding.Warning,
	Layer:       Scaling,
	Scope:       Plans,
	Summary:     "a query by a value that the label never has",
	Consequence: "the query returns nothing, which KEDA reads as zero",
	Run:         checkQueryValue,
}

// checkQueryValue is for labels that have few values, none of which is asked for.
func checkQueryValue(p *pass) {
	p.eachSelector(func(path string, selector promql.Selector, e exporter.Exporter) {
		for _, label := range e.LabelsWithValues() {
			values := e.Values(label)
			if takesAny(selector, label, values) || selector.Accepts(label, "") {
				continue
			}
			hint := "write " + suggest.Alternatives(values)
			if label == "response_code" {
				hint = "write a number such as 503, or =~\"5..\""
			}
			p.report(path, fmt.Sprintf("%s matches nothing: there is no such %s in %s's metrics", selects(selector, label), label, e.Name), hint)
		}
	})
}
