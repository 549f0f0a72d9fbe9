package rule

import (
	"fmt"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/exporter"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/promql"
	"modelhost.dev/scale-modelhosts/fn/suggest"
	"modelhost.dev/scale-modelhosts/fn/wake"
)

var queryValue = &Rule{
	ID:          "query-value",
	Severity:    finding.Warning,
	Layer:       Scaling,
	Scope:       Plans,
	Summary:     "a value that the label never has",
	Consequence: "the query returns nothing, which KEDA reads as zero",
	Run:         checkQueryValue,
}

// checkQueryValue covers labels with a fixed set of values.
func checkQueryValue(p *pass) {
	p.eachSelector(func(path string, selector promql.Selector, e exporter.Exporter) {
		for _, label := range e.LabelsWithValues() {
			values := e.Values(label)
			if wake.TakesAny(selector, label, slices.Values(values)) || selector.Accepts(label, "") {
				continue
			}
			hint := "use " + suggest.Alternatives(values)
			if label == "response_code" {
				hint = "use a number such as 503, or =~\"5..\""
			}
			p.report(path, fmt.Sprintf("%s matches nothing; %[3]s's %[2]s never has that value", selects(selector, label), label, e.Name), hint)
		}
	})
}
