package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

var WorkloadShared = &Rule{
	ID:            "workload-shared",
	Severity:      finding.Error,
	Layer:         Admission,
	Scope:         ScaledObjects,
	ComparesPlans: true,
	ReadsSpec:     []string{"spec.scaleTargetRef", "metadata.name"},
	LooksUp:       scalersOf,
	Summary:       "two ScaledObjects for one workload",
	Consequence:   "KEDA rejects the second",
	Run:           checkWorkloadShared,
}

// checkWorkloadShared is for ScaledObjects that somebody wrote. Those beside a host's own
// are another rule's.
func checkWorkloadShared(p *pass) {
	if p.planned[p.Workload] {
		return
	}
	// Where many share a workload, their pairs are too many to report each.
	others := p.Existing.Others
	for i, o := range others[:min(len(others), mostNamed)] {
		name := o.Name
		if i == mostNamed-1 {
			name += andMore(len(others) - mostNamed)
		}
		p.report("spec.scaleTargetRef", fmt.Sprintf("%s is already scaled by the ScaledObject %s", p.target(), name), "put the triggers of both into one ScaledObject")
	}
}
