package rule

import (
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
)

var TargetRenamed = &Rule{
	ID:          "target-renamed",
	Severity:    finding.Error,
	Layer:       Scaling,
	Scope:       ScaledObjects,
	Summary:     "a scaleTargetRef to a name that kustomize has changed",
	Consequence: "KEDA finds no workload to scale",
	Run:         checkTargetRenamed,
}

// checkTargetRenamed is for kustomize, which renames a workload and knows nothing of the
// references that custom resources have to it.
func checkTargetRenamed(p *pass) {
	if p.Workload == nil {
		return
	}
	if ref := inventory.TargetOf(p.Object); ref.Name != p.Workload.Name {
		p.report("spec.scaleTargetRef.name", leftBehind(p.Workload, ref.Name), p.follow())
	}
}
