package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/exporter"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/promql"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

var queryLabel = &Rule{
	ID:          "query-label",
	Severity:    finding.Warning,
	Layer:       Scaling,
	Scope:       Plans,
	Summary:     "a query by a label that the metric's exporter does not have, but one much like it, or another exporter",
	Consequence: "the query returns nothing, which KEDA reads as zero, or leaves nothing out",
	Run:         checkQueryLabel,
}

// checkQueryLabel holds labels against those that exporters are known to have. Prometheus
// may add any other, so that only near misses and other exporters' labels are told.
func checkQueryLabel(p *pass) {
	p.eachSelector(func(path string, selector promql.Selector, e exporter.Exporter) {
		for _, m := range selector.Matchers {
			if e.HasLabel(m.Name) {
				continue
			}
			outcome := "matches nothing"
			if m.Matches("") {
				outcome = "leaves nothing out"
			}
			if hint := labelHint(e, m.Name); hint != "" {
				p.report(path, fmt.Sprintf("%s has no label %s, unless Prometheus adds it: %s %s", selector.Metric, m.Name, m, outcome), hint)
			}
		}
	})
}

// labelHint says what may be meant by a label that an exporter does not have; "" where
// nothing tells.
func labelHint(e exporter.Exporter, label string) string {
	if now, ok := exporter.CurrentLabel(label); ok {
		return fmt.Sprintf("write %s: %s is what it was called of old", now, label)
	}
	if other, ok := e.OtherWithLabel(label); ok {
		return fmt.Sprintf("remove it: metrics of %s have it", other.Name)
	}
	if near, ok := suggest.Closest(label, e.KnownLabels()); ok {
		return fmt.Sprintf("did you mean %s?", near)
	}
	return ""
}
