package existing

import (
	"cmp"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

// Target is what the package holds around a ScaledObject that somebody wrote.
type Target struct {
	// Workload is what it scales; nil where the package does not have it, or has
	// several that it may mean.
	Workload *inventory.Object
	// Rivals are the HPAs, and the other ScaledObjects, of the same workload.
	Scalers
}

// TargetIndex finds what else scales a workload, by what the scalers' references say.
type TargetIndex struct {
	inv                 *inventory.Inventory
	hpas, scaledObjects map[targetKey][]*inventory.Object
}

// targetKey is a workload as references name it. Of copies, each is one of its own.
type targetKey struct {
	namespace, group, kind, name string
	copy                         *inventory.Object
}

// NewTargetIndex takes note of every HPA and ScaledObject of the package.
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
	// Once for all who share a workload.
	for _, shared := range []map[targetKey][]*inventory.Object{n.hpas, n.scaledObjects} {
		for t, objects := range shared {
			shared[t] = sortedByName(objects)
		}
	}
	return n
}

// Get is what is around one ScaledObject.
func (n TargetIndex) Get(o *inventory.Object) Target {
	t := n.keyOf(o)
	around := Target{Workload: n.workload(o)}
	if t.name == "" {
		return around
	}
	// The webhook looks past the HPA that KEDA made for the ScaledObject itself.
	around.HPAs = filter(n.hpas[t], func(hpa *inventory.Object) bool {
		return !slices.Contains(hpa.OwnerNames(keda.KindScaledObject), o.Name)
	})
	// A ScaledObject of the same name is the same, written down once more.
	around.Others = filter(n.scaledObjects[t], func(other *inventory.Object) bool { return other.Name != o.Name })
	return around
}

func (n TargetIndex) workload(o *inventory.Object) *inventory.Object {
	if found := n.inv.PreferredTargets(o).ClosestByPath(o); len(found) == 1 {
		return found[0]
	}
	return nil
}

// keyOf is the workload that an object scales: the one in the package, or as its
// reference has it.
func (n TargetIndex) keyOf(o *inventory.Object) targetKey {
	if w := n.workload(o); w != nil {
		return targetKey{w.EffectiveNamespace(), w.Group(), w.Kind, w.Name, w}
	}
	ref := inventory.TargetOf(o)
	group := (&inventory.Object{APIVersion: cmp.Or(ref.APIVersion, "apps/v1")}).Group()
	return targetKey{o.EffectiveNamespace(), group, ref.Kind, ref.Name, nil}
}
