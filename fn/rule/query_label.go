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
	Summary:     "a label that the metric's exporter does not have",
	Consequence: "the query returns nothing, which KEDA reads as zero, or the matcher excludes nothing",
	Run:         checkQueryLabel,
}

// checkQueryLabel compares labels with those that the exporter is known to set. Prometheus
// may add any other label, so only misspellings and other exporters' labels are reported.
func checkQueryLabel(p *pass) {
	p.eachSelector(func(path string, selector promql.Selector, e exporter.Exporter) {
		for _, m := range selector.Matchers {
			if e.HasLabel(m.Name) {
				continue
			}
			outcome := "matches nothing"
			if m.Matches("") {
				outcome = "excludes nothing"
			}
			if hint := labelHint(e, m.Name); hint != "" {
				p.report(path, fmt.Sprintf("%s has no label %s unless Prometheus adds it; %s %s", selector.Metric, m.Name, m, outcome), hint)
			}
		}
	})
}

// labelHint returns the fix for a label that an exporter does not have, or "" if none is known.
func labelHint(e exporter.Exporter, label string) string {
	if now, ok := exporter.CurrentLabel(label); ok {
		return fmt.Sprintf("use %s, the current name of %s", now, label)
	}
	if other, ok := e.OtherWithLabel(label); ok {
		return fmt.Sprintf("remove it; only %s metrics have it", other.Name)
	}
	if near, ok := suggest.Closest(label, e.KnownLabels()); ok {
		return fmt.Sprintf("did you mean %s?", near)
	}
	return ""
}
