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
	Summary:       "spec.replicas in the workload of a ScaledObject",
	Consequence:   "every apply sets the count back, and pods are killed and started for nothing",
	Run:           checkReplicasSet,
}

// checkReplicasSet is for workloads of written ScaledObjects: a host's policy says whether
// its count is left out.
func checkReplicasSet(p *pass) {
	if p.Workload == nil {
		return
	}
	if n := p.Workload.Field("spec", "replicas"); n != nil {
		p.reportOn(p.Workload, "spec.replicas", SetBack(n), "remove it")
	}
}
