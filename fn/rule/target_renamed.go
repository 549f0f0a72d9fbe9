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
	Summary:     "a scaleTargetRef to a workload that kustomize renamed",
	Consequence: "KEDA accepts it, then finds no workload to scale",
	Run:         checkTargetRenamed,
}

// checkTargetRenamed reports references that kustomize left behind: it renames a workload, but
// does not know the references in custom resources.
func checkTargetRenamed(p *pass) {
	if p.Workload == nil {
		return
	}
	if ref := inventory.TargetOf(p.Object); ref.Name != p.Workload.Name {
		p.report("spec.scaleTargetRef.name", renamedMessage(p.Workload, ref.Name), p.followHint())
	}
}
