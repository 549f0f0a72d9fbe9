package reconcile

import (
	"cmp"
	"slices"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// Change is one thing that a run would do to a package.
type Change struct {
	// Verb says what: created, configured, removed, or stripped of a field.
	Verb string
	// Resource is the object; File is "" for what would be created.
	Resource finding.Resource
	File     string
	// Field is the path of what would be taken out; "" where the whole object changes.
	Field string
}

// The verbs of changes.
const (
	Created    = "created"
	Configured = "configured"
	Removed    = "removed"
	Stripped   = "stripped"
)

// Changes are the edits in words, by object. They change nothing themselves.
func (e Edits) Changes() []Change {
	var changes []Change
	for _, w := range e.scaled {
		changes = append(changes, Change{Stripped, w.Resource(), w.File(), "spec.replicas"})
	}
	for _, r := range e.rerouted {
		changes = append(changes, Change{Configured, r.object.Resource(), r.object.File(), ""})
	}
	for _, o := range e.inv.All {
		if e.deleted[o.Node] {
			changes = append(changes, Change{Removed, o.Resource(), o.File(), ""})
		}
	}
	for _, o := range e.objects {
		if o.Existing == nil {
			changes = append(changes, Change{Created, describe(o.Node), "", ""})
		} else if configure(o.Existing.Node.Copy(), yaml.NewRNode(o.Node).Copy().YNode()) {
			changes = append(changes, Change{Configured, o.Existing.Resource(), o.Existing.File(), ""})
		}
	}
	slices.SortStableFunc(changes, func(a, b Change) int {
		return cmp.Compare(a.Resource.String(), b.Resource.String())
	})
	return changes
}

func describe(n *yaml.Node) finding.Resource { return inventory.Describe(0, yaml.NewRNode(n)) }
