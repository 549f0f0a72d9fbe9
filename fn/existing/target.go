package existing

import (
	"cmp"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

// Target holds what a hand-written ScaledObject scales, and what else scales the same workload.
type Target struct {
	// Workload is nil if the package does not have it, or has several candidates.
	Workload *inventory.Object
	// Scalers holds the HPAs and other ScaledObjects of the workload.
	Scalers
}

// TargetIndex finds the objects that scale a workload by their references.
type TargetIndex struct {
	inv                 *inventory.Inventory
	hpas, scaledObjects map[targetKey][]*inventory.Object
}

// targetKey identifies a workload as references do, and distinguishes copies of it.
type targetKey struct {
	namespace, group, kind, name string
	copy                         *inventory.Object
}

// NewTargetIndex indexes the HPAs and ScaledObjects of the package.
func NewTargetIndex(inv *inventory.Inventory) TargetIndex {
	n := TargetIndex{inv, map[targetKey][]*inventory.Object{}, map[targetKey][]*inventory.Object{}}
	for _, o := range inv.HPAs.Objects {
		t := n.keyOf(o)
		n.hpas[t] = append(n.hpas[t], o)
	}
	for _, o := range inv.ScaledObjects.Objects {
		t := n.keyOf(o)
		n.scaledObjects[t] = append(n.scaledObjects[t], o)
	}
	// Sort once, for all objects with the same target.
	for _, shared := range []map[targetKey][]*inventory.Object{n.hpas, n.scaledObjects} {
		for t, objects := range shared {
			shared[t] = sortedByName(objects)
		}
	}
	return n
}

// Get returns the target of a ScaledObject.
func (n TargetIndex) Get(o *inventory.Object) Target {
	t := n.keyOf(o)
	target := Target{Workload: n.workload(o)}
	if t.name == "" {
		return target
	}
	// KEDA's webhook ignores the HPA that KEDA created for the ScaledObject itself.
	target.HPAs = filter(n.hpas[t], func(hpa *inventory.Object) bool {
		return !slices.Contains(hpa.OwnerNames(keda.KindScaledObject), o.Name)
	})
	// A ScaledObject of the same name is another copy of the same object.
	target.Others = filter(n.scaledObjects[t], func(other *inventory.Object) bool { return other.Name != o.Name })
	return target
}

func (n TargetIndex) workload(o *inventory.Object) *inventory.Object {
	if found := n.inv.PreferredTargets(o).ClosestByPath(o); len(found) == 1 {
		return found[0]
	}
	return nil
}

// keyOf identifies the workload that an object scales: the one in the package, or else the one
// that its reference names.
func (n TargetIndex) keyOf(o *inventory.Object) targetKey {
	if w := n.workload(o); w != nil {
		return targetKey{w.EffectiveNamespace(), w.Group(), w.Kind, w.Name, w}
	}
	ref := inventory.TargetOf(o)
	group := (&inventory.Object{APIVersion: cmp.Or(ref.APIVersion, "apps/v1")}).Group()
	return targetKey{o.EffectiveNamespace(), group, ref.Kind, ref.Name, nil}
}
