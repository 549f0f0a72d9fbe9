package rule

import (
	"modelhost.dev/scale-modelhosts/fn/finding"
)

var resourceOnlyAtZero = &Rule{
	ID:                "resource-only-at-zero",
	Severity:          finding.Error,
	Layer:             Admission,
	Scope:             Plans,
	NeedsCompletePlan: true,
	Summary:           "only cpu and memory triggers, with a minimum of zero",
	Consequence:       "KEDA rejects it: without pods there is no cpu to measure",
	Run:               checkResourceOnlyAtZero,
}

func checkResourceOnlyAtZero(p *pass) {
	if least := p.Spec.MinReplicaCount; p.onlyResources() && (least == nil || *least == 0) {
		p.report("spec.minReplicaCount", "the minimum is 0, but without pods there is no cpu or memory to measure", p.wakeHint())
	}
}
