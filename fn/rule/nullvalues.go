package rule

import (
	"modelhost.dev/scale-modelhosts/fn/exporter"
	"modelhost.dev/scale-modelhosts/fn/promql"
)

// allInPod reports whether every series that the query selects comes from pods.
func allInPod(q promql.Query) bool {
	for _, selector := range q.Selectors() {
		if e, _ := exporter.ForMetric(selector.Metric); e.Presence != exporter.OnlyWithPods {
			return false
		}
	}
	return len(q.Selectors()) > 0
}
