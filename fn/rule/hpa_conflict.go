package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

var hpaConflict = &Rule{
	ID:            "hpa-conflict",
	Severity:      finding.Error,
	Layer:         Admission,
	Scope:         ScaledObjects,
	ComparesPlans: true,
	ReadsSpec:     []string{"spec.scaleTargetRef", hpaNamePath, "metadata.name", transferPath},
	LooksUp:       scalersOf,
	Summary:       "a ScaledObject for a workload that an HPA already scales",
	Consequence:   "KEDA rejects the ScaledObject; with that check disabled, both fight over the replicas",
	Run:           checkHPAConflict,
}

// checkHPAConflict covers hand-written ScaledObjects. A model host's HPAs are stripped.
func checkHPAConflict(p *pass) {
	for _, o := range p.Existing.HPAs {
		way := fmt.Sprintf("remove the HPA; if the cluster has it, annotate the ScaledObject with %s: \"true\" and set %s: %s", keda.AnnotationTransferHPAOwnership, hpaNamePath, o.Name)
		owners := o.OwnerNames(keda.KindScaledObject)
		switch {
		case len(owners) > 0:
			p.report("spec.scaleTargetRef", fmt.Sprintf("the HPA %[2]s of the ScaledObject %[3]s already scales %[1]s", p.target(), o.Name, owners[0]), "remove that ScaledObject, also from the cluster")
		case o.Annotations[keda.AnnotationHPAOwnership] == "false":
			p.report("spec.scaleTargetRef", fmt.Sprintf("the HPA %s also scales %s, with KEDA's ownership check disabled; both fight over the replicas", o.Name, p.target()), way)
		case !p.takesOver(o):
			p.report("spec.scaleTargetRef", fmt.Sprintf("the HPA %[2]s already scales %[1]s", p.target(), o.Name), way)
		}
	}
}
