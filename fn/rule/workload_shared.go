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

// checkWorkloadShared covers hand-written ScaledObjects. scaled-object-conflict reports one that
// conflicts with a generated ScaledObject.
func checkWorkloadShared(p *pass) {
	if p.hostWorkloads[p.Workload] {
		return
	}
	// With many ScaledObjects there are too many pairs to report each.
	others := p.Existing.Others
	for i, o := range others[:min(len(others), maxNamed)] {
		name := o.Name
		if i == maxNamed-1 {
			name += andMore(len(others) - maxNamed)
		}
		p.report("spec.scaleTargetRef", fmt.Sprintf("ScaledObject %[2]s already scales %[1]s", p.target(), name), "merge their triggers into one ScaledObject")
	}
}
