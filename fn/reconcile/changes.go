package reconcile

import (
	"cmp"
	"slices"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/krm"
)

// List returns the changes by object. It changes nothing.
func (c Changes) List() []krm.Change {
	var changes []krm.Change
	for _, w := range c.withoutReplicas {
		changes = append(changes, krm.Change{Verb: krm.Stripped, Resource: w.Resource(), File: w.File(), Field: "spec.replicas"})
	}
	for _, r := range c.virtualServices {
		changes = append(changes, krm.Change{Verb: krm.Configured, Resource: r.object.Resource(), File: r.object.File()})
	}
	for _, o := range c.inv.All {
		if c.deleted[o.Node] {
			changes = append(changes, krm.Change{Verb: krm.Removed, Resource: o.Resource(), File: o.File()})
		}
	}
	for _, o := range c.objects {
		if o.Existing == nil {
			changes = append(changes, krm.Change{Verb: krm.Created, Resource: describe(o.Node)})
		} else if update(o.Existing.Node.Copy(), yaml.NewRNode(o.Node).Copy().YNode()) {
			changes = append(changes, krm.Change{Verb: krm.Configured, Resource: o.Existing.Resource(), File: o.Existing.File()})
		}
	}
	slices.SortStableFunc(changes, func(a, b krm.Change) int {
		return cmp.Compare(a.Resource.String(), b.Resource.String())
	})
	return changes
}

func describe(n *yaml.Node) finding.Resource { return inventory.Describe(0, yaml.NewRNode(n)) }
