package rule

import (
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

// takesOver reports whether the ScaledObject takes over an HPA the way KEDA's webhook requires.
func (p *pass) takesOver(o *inventory.Object) bool {
	return p.Annotations[keda.AnnotationTransferHPAOwnership] == "true" && p.hpaConfig().Name == o.Name
}

// target returns the kind and name of what is scaled.
func (p *pass) target() string {
	if p.Workload != nil {
		return p.Workload.Kind + " " + p.Workload.Name
	}
	ref := inventory.TargetOf(p.Object)
	return ref.Kind + " " + ref.Name
}
