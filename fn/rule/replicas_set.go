package rule

import (
	"modelhost.dev/scale-modelhosts/fn/finding"
)

var ReplicasSet = &Rule{
	ID:            "replicas-set",
	Severity:      finding.Warning,
	Layer:         Scaling,
	Scope:         ScaledObjects,
	ComparesPlans: true,
	Summary:       "spec.replicas set in a workload that a ScaledObject scales",
	Consequence:   "each apply resets the replica count, which stops and starts pods needlessly",
	Run:           checkReplicasSet,
}

// checkReplicasSet covers hand-written ScaledObjects. A model host's replicas-policy decides
// whether its count is removed.
func checkReplicasSet(p *pass) {
	if p.Workload == nil {
		return
	}
	if n := p.Workload.Field("spec", "replicas"); n != nil {
		p.reportOn(p.Workload, "spec.replicas", SetBack(n), "remove it")
	}
}
