package rule

import (
	"strconv"

	"modelhost.dev/scale-modelhosts/fn/exporter"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/promql"
)

// refusesNull says whether KEDA takes an empty answer to the trigger's query for an
// error, and not for zero.
func refusesNull(t keda.Trigger) bool {
	ignore, err := strconv.ParseBool(t.Metadata["ignoreNullValues"])
	return err == nil && !ignore
}

// allInPod says whether all that the query selects is of pods.
func allInPod(q promql.Query) bool {
	for _, selector := range q.Selectors() {
		if e, _ := exporter.ForMetric(selector.Metric); e.Place != exporter.Pod {
			return false
		}
	}
	return len(q.Selectors()) > 0
}
