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
	Summary:           "scaling to zero with only a schedule and cpu or memory",
	Consequence:       "outside the schedule it scales to zero however busy it is",
	Run:               checkResourceNeverActive,
}

// checkResourceNeverActive reports workloads that only a schedule keeps above zero. KEDA does not
// count cpu and memory as activity if there is another trigger.
func checkResourceNeverActive(p *pass) {
	if p.ScalesToZero() && p.onlySchedulesMayFail() && !p.onlySchedules() {
		p.report(p.scaleToZeroField(), "outside its schedule, the workload scales to zero even when busy; cpu and memory cannot keep it active", "add a trigger on a metric from outside the pods, or set a minimum of 1")
	}
}

// onlySchedules reports whether no trigger is cpu or memory.
func (p *pass) onlySchedules() bool {
	for _, t := range p.Spec.Triggers {
		if keda.IsResourceTrigger(t.Type) {
			return false
		}
	}
	return true
}
