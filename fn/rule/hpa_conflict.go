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
	Consequence:   "KEDA rejects the ScaledObject; with that check switched off, both fight over the replicas",
	Run:           checkHPAConflict,
}

// checkHPAConflict is for ScaledObjects that somebody wrote: a host's HPAs are stripped.
func checkHPAConflict(p *pass) {
	for _, o := range p.Existing.HPAs {
		way := fmt.Sprintf("remove the HPA; where the cluster has it, annotate the ScaledObject with %s: \"true\" and set %s: %s", keda.AnnotationTransferHPAOwnership, hpaNamePath, o.Name)
		owners := o.OwnerNames(keda.KindScaledObject)
		switch {
		case len(owners) > 0:
			p.report("spec.scaleTargetRef", fmt.Sprintf("%s is scaled by the HPA %s already, which is that of the ScaledObject %s", p.target(), o.Name, owners[0]), "remove that ScaledObject, from the cluster, too")
		case o.Annotations[keda.AnnotationHPAOwnership] == "false":
			p.report("spec.scaleTargetRef", fmt.Sprintf("the HPA %s scales %s as well, and has the webhook look past it: both fight, and nothing scales", o.Name, p.target()), way)
		case !p.takesOver(o):
			p.report("spec.scaleTargetRef", fmt.Sprintf("%s is scaled by the HPA %s already", p.target(), o.Name), way)
		}
	}
}
