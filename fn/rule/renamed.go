package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/managed"
)

// renamedMessage returns the message for a reference to an object's former name.
func renamedMessage(o *inventory.Object, former string) string {
	return fmt.Sprintf("kustomize renamed %s %q to %q, but not this reference", o.Kind, former, o.Name)
}

// Follow is the fix for references to names that kustomize has changed.
const Follow = "add the component config/kustomize, whose nameReferences make kustomize update it too"

// RunLastFix returns the fix for changes that layers make after the function has run, and
// that no nameReference reaches. kustomize runs transformers written in the list itself
// first, so a file of its own helps in the outermost kustomization.
func RunLastFix(place krm.Place) string {
	switch place {
	case krm.OutermostLayer:
		return "list the functionConfig last under transformers, in a file of its own"
	case krm.KptPipeline:
		return "add scale-modelhosts to the pipeline of the outermost Kptfile"
	default:
		return "list the functionConfig in the outermost kustomization"
	}
}

// followHint returns the fix for a reference in the ScaledObject.
func (p *pass) followHint() string {
	if managed.Is(p.Object) {
		return RunLastFix(p.place) + ", or " + Follow
	}
	return Follow
}
