package rule

import (
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/promql"
	"modelhost.dev/scale-modelhosts/fn/wake"
)

var nullAsZero = &Rule{
	ID:                "null-as-zero",
	Severity:          finding.Warning,
	Layer:             Scaling,
	Scope:             Plans,
	NeedsCompletePlan: true,
	ReadsTrigger:      []string{"metadata.query"},
	Summary:           "pod metrics without ignoreNullValues \"false\" on an always-on workload",
	Consequence:       "a failed exporter reads as zero load, and KEDA scales the workload down",
	Run:               checkNullAsZero,
}

// checkNullAsZero covers metrics of the workload's own pods. They exist as long as the pods
// do, so an empty result means that nothing collects them any more.
func checkNullAsZero(p *pass) {
	if p.ScalesToZero() {
		return
	}
	p.eachQuery(func(path string, t keda.Trigger, q promql.Query) {
		if !wake.RejectsNull(t) && !q.AlwaysAnswers() && allInPod(q) {
			p.report(path+".metadata.ignoreNullValues", "if the exporter fails, KEDA reads zero load and scales the workload down",
				"set ignoreNullValues: \"false\" and add a fallback")
		}
	})
}
