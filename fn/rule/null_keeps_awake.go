package rule

import (
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/promql"
	"modelhost.dev/scale-modelhosts/fn/wake"
)

var nullKeepsAwake = &Rule{
	ID:                "null-keeps-awake",
	Severity:          finding.Warning,
	Layer:             Scaling,
	Scope:             Plans,
	NeedsCompletePlan: true,
	ReadsTrigger:      []string{"metadata.query"},
	Summary:           "ignoreNullValues \"false\" on an arrival rate, with scaling to zero",
	Consequence:       "KEDA does not scale to zero while a trigger fails",
	Run:               checkNullKeepsAwake,
}

// checkNullKeepsAwake covers arrival rates, which are empty while nothing arrives. KEDA 2.21.0
// does not scale to zero while a trigger fails, unless fallback.replicas is zero
// (pkg/scaling/executor/scale_scaledobjects.go). A missing gauge is a real error, so gauges
// are not reported.
func checkNullKeepsAwake(p *pass) {
	if f := p.Spec.Fallback; !p.ScalesToZero() || f != nil && f.Replicas != nil && *f.Replicas == 0 {
		return
	}
	p.eachQuery(func(path string, t keda.Trigger, q promql.Query) {
		if wake.RejectsNull(t) && q.HasCall("rate", "irate", "increase") && !q.AlwaysAnswers() && !allInPod(q) {
			p.report(path+".metadata.ignoreNullValues", "while nothing arrives, the query is empty and fails, which prevents scaling to zero",
				"set it to \"true\", or end the query with: or vector(0)")
		}
	})
}
