package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/managed"
)

// leftBehind returns the message for a reference to an object's former name.
func leftBehind(o *inventory.Object, former string) string {
	return fmt.Sprintf("kustomize renamed %s %q to %q, but not this reference", o.Kind, former, o.Name)
}

// Follow is the fix for references to names that kustomize has changed. Outermost is the
// fix for what no nameReference reaches. Last replaces Outermost if the functionConfig is
// in the outermost kustomization already: kustomize first runs the transformers that are
// written in the list itself.
const (
	Follow    = "add the component config/kustomize, whose nameReferences make kustomize change it, too"
	Outermost = "list the functionConfig in the outermost kustomization"
	Last      = "list the functionConfig last under transformers, in a file of its own"
)

// follow returns the fix for a reference of the ScaledObject.
func (p *pass) follow() string {
	if managed.Is(p.Object) {
		return Outermost + ", or " + Follow
	}
	return Follow
}
