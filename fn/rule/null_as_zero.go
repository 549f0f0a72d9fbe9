package rule

import (
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/promql"
)

var nullAsZero = &Rule{
	ID:                "null-as-zero",
	Severity:          finding.Warning,
	Layer:             Scaling,
	Scope:             Plans,
	NeedsCompletePlan: true,
	ReadsTrigger:      []string{"metadata.query"},
	Summary:           "metrics of pods without ignoreNullValues \"false\" on a host that is never at zero",
	Consequence:       "a lost exporter reads as zero load, and the host is scaled down",
	Run:               checkNullAsZero,
}

// checkNullAsZero is for signals of a host's pods, which are there as long as it runs: an
// empty answer means that nobody measures them any more.
func checkNullAsZero(p *pass) {
	if p.ScalesToZero() {
		return
	}
	p.eachQuery(func(path string, t keda.Trigger, q promql.Query) {
		if !refusesNull(t) && !q.AlwaysAnswers() && allInPod(q) {
			p.report(path+".metadata.ignoreNullValues", "an exporter that is lost reads as zero load, and the host is scaled down",
				"write ignoreNullValues: \"false\", and a fallback")
		}
	})
}
