package rule

import (
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

var resourceNeverActive = &Rule{
	ID:                "resource-never-active",
	Severity:          finding.Warning,
	Layer:             Scaling,
	Scope:             Plans,
	NeedsCompletePlan: true,
	ReadsSpec:         []string{"spec.minReplicaCount", "spec.idleReplicaCount"},
	Summary:           "a host that may be at zero, with a schedule beside cpu or memory and nothing else",
	Consequence:       "outside the schedule it goes to zero however busy it is",
	Run:               checkResourceNeverActive,
}

// checkResourceNeverActive is for hosts that only a schedule keeps awake beside cpu and memory,
// which KEDA does not take for activity where another trigger is there.
func checkResourceNeverActive(p *pass) {
	if p.ScalesToZero() && p.neverFails() && !p.onlySchedules() {
		p.report(p.zero(), "outside its schedule the host goes to zero even when busy: cpu and memory do not keep it awake", "add a trigger on a metric from outside the pods, or keep a minimum of 1")
	}
}

func (p *pass) onlySchedules() bool {
	for _, t := range p.Spec.Triggers {
		if keda.IsResourceTrigger(t.Type) {
			return false
		}
	}
	return true
}
