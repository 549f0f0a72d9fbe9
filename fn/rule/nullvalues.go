package rule

import (
	"strconv"

	"modelhost.dev/scale-modelhosts/fn/exporter"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/promql"
)

// refusesNull reports whether KEDA treats an empty query result as an error and not as zero.
func refusesNull(t keda.Trigger) bool {
	ignore, err := strconv.ParseBool(t.Metadata["ignoreNullValues"])
	return err == nil && !ignore
}

// allInPod reports whether every series that the query selects comes from pods.
func allInPod(q promql.Query) bool {
	for _, selector := range q.Selectors() {
		if e, _ := exporter.ForMetric(selector.Metric); e.Place != exporter.Pod {
			return false
		}
	}
	return len(q.Selectors()) > 0
}
