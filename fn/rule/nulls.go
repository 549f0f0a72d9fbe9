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

// nullKeepsAwake is for counts of what comes, which are empty while nothing does: KEDA
// 2.21.0 does not scale to zero while a trigger fails, unless fallback has zero replicas
// (pkg/scaling/executor/scale_scaledobjects.go). That a gauge is gone is an error indeed.
func nullKeepsAwake(s *pass) {
	if f := s.Spec.Fallback; !s.Sleeps() || f != nil && f.Replicas != nil && *f.Replicas == 0 {
		return
	}
	s.eachQuery(func(path string, t keda.Trigger, q promql.Query) {
		if refusesNull(t) && q.HasCall("rate", "irate", "increase") && !q.AlwaysAnswers() && !allInPod(q) {
			s.report(path+".metadata.ignoreNullValues", "where nothing comes the answer is empty, which is an error here, and while a trigger fails KEDA does not scale to zero",
				"write \"true\", or end the query with: or vector(0)")
		}
	})
}

// nullAsZero is for signals of a host's pods, which are there as long as it runs: an
// empty answer means that nobody measures them any more.
func nullAsZero(s *pass) {
	if s.Sleeps() {
		return
	}
	s.eachQuery(func(path string, t keda.Trigger, q promql.Query) {
		if !refusesNull(t) && !q.AlwaysAnswers() && allInPod(q) {
			s.report(path+".metadata.ignoreNullValues", "an exporter that is lost reads as zero load, and the host is scaled down",
				"write ignoreNullValues: \"false\", and a fallback")
		}
	})
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
