package rule

import (
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/promql"
)

var nullKeepsAwake = &Rule{
	ID:                "null-keeps-awake",
	Severity:          finding.Warning,
	Layer:             Scaling,
	Scope:             Plans,
	NeedsCompletePlan: true,
	ReadsTrigger:      []string{"metadata.query"},
	Summary:           "ignoreNullValues \"false\" for a count of what comes, on a host that may be at zero",
	Consequence:       "KEDA does not scale to zero while a trigger fails",
	Run:               checkNullKeepsAwake,
}

// checkNullKeepsAwake is for counts of what comes, which are empty while nothing does: KEDA
// 2.21.0 does not scale to zero while a trigger fails, unless fallback has zero replicas
// (pkg/scaling/executor/scale_scaledobjects.go). That a gauge is gone is an error indeed.
func checkNullKeepsAwake(p *pass) {
	if f := p.Spec.Fallback; !p.ScalesToZero() || f != nil && f.Replicas != nil && *f.Replicas == 0 {
		return
	}
	p.eachQuery(func(path string, t keda.Trigger, q promql.Query) {
		if refusesNull(t) && q.HasCall("rate", "irate", "increase") && !q.AlwaysAnswers() && !allInPod(q) {
			p.report(path+".metadata.ignoreNullValues", "where nothing comes the answer is empty, which is an error here, and while a trigger fails KEDA does not scale to zero",
				"write \"true\", or end the query with: or vector(0)")
		}
	})
}
