package rule

import (
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

// takesOver says whether the ScaledObject takes an HPA over as KEDA's webhook asks.
func (p *pass) takesOver(o *inventory.Object) bool {
	return p.Annotations[keda.AnnotationTransferHPAOwnership] == "true" && p.hpaConfig().Name == o.Name
}

// target is what is scaled, in words.
func (p *pass) target() string {
	if p.Workload != nil {
		return p.Workload.Kind + " " + p.Workload.Name
	}
	ref := inventory.TargetOf(p.Object)
	return ref.Kind + " " + ref.Name
}
