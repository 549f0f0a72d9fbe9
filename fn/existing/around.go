package existing

import (
	"cmp"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

// Around is what the package holds around a ScaledObject that somebody wrote.
type Around struct {
	// Workload is what it scales; nil where the package does not have it, or has
	// several that it may mean.
	Workload *inventory.Object
	// Rivals are the HPAs, and the other ScaledObjects, of the same workload.
	Rivals
}

// Neighbourhood finds what else scales a workload, by what the scalers' references say.
type Neighbourhood struct {
	inv           *inventory.Inventory
	hpas, objects map[target][]*inventory.Object
}

// target is a workload as references name it. Of copies, each is one of its own.
type target struct {
	namespace, group, kind, name string
	copy                         *inventory.Object
}

// NewNeighbourhood takes note of every HPA and ScaledObject of the package.
func NewNeighbourhood(inv *inventory.Inventory) Neighbourhood {
	n := Neighbourhood{inv, map[target][]*inventory.Object{}, map[target][]*inventory.Object{}}
	for _, o := range inv.HPAs.Objects {
		t := n.targetOf(o)
		n.hpas[t] = append(n.hpas[t], o)
	}
	for _, o := range inv.ScaledObjects.Objects {
		t := n.targetOf(o)
		n.objects[t] = append(n.objects[t], o)
	}
	// Once for all who share a workload.
	for _, shared := range []map[target][]*inventory.Object{n.hpas, n.objects} {
		for t, objects := range shared {
			shared[t] = inOrder(objects)
		}
	}
	return n
}

// Of is what is around one ScaledObject.
func (n Neighbourhood) Of(o *inventory.Object) Around {
	t := n.targetOf(o)
	around := Around{Workload: n.workload(o)}
	if t.name == "" {
		return around
	}
	// The webhook looks past the HPA that KEDA made for the ScaledObject itself.
	around.HPAs = only(n.hpas[t], func(hpa *inventory.Object) bool {
		return !slices.Contains(hpa.Owners(keda.KindScaledObject), o.Name)
	})
	// A ScaledObject of the same name is the same, written down once more.
	around.Foreign = only(n.objects[t], func(other *inventory.Object) bool { return other.Name != o.Name })
	return around
}

func (n Neighbourhood) workload(o *inventory.Object) *inventory.Object {
	if found := n.inv.Meant(o).Closest(o); len(found) == 1 {
		return found[0]
	}
	return nil
}

// targetOf is the workload that an object scales: the one in the package, or as its
// reference has it.
func (n Neighbourhood) targetOf(o *inventory.Object) target {
	if w := n.workload(o); w != nil {
		return target{w.Home(), w.Group(), w.Kind, w.Name, w}
	}
	ref := inventory.TargetOf(o)
	group := (&inventory.Object{APIVersion: cmp.Or(ref.APIVersion, "apps/v1")}).Group()
	return target{o.Home(), group, ref.Kind, ref.Name, nil}
}
