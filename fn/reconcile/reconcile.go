// Package reconcile brings a package to what its plans stand for: it creates,
// configures and deletes, in place, and touches nothing else.
package reconcile

import (
	"fmt"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/generate"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/owned"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

// RuleNameTaken is of a generated object whose name somebody else's has.
const RuleNameTaken = "generated-name-taken"

// Edits are what a run changes, worked out before anything is.
type Edits struct {
	inv     *inventory.Inventory
	objects []generate.Object
	deleted map[*yaml.RNode]bool
	scaled  []*inventory.Object
}

// Work works out the edits, and reports what stands in their way.
func Work(inv *inventory.Inventory, plans []*plan.Plan, orphans []*inventory.Object, objects []generate.Object) (Edits, finding.List) {
	e := Edits{inv: inv, objects: objects, deleted: map[*yaml.RNode]bool{}}
	for _, p := range plans {
		for _, hpa := range p.Rivals.HPAs {
			e.deleted[hpa.Node] = true
		}
		if p.ReplicasPolicy.V == config.Strip && p.Host.Workload.Field("spec", "replicas") != nil {
			e.scaled = append(e.scaled, p.Host.Workload)
		}
	}
	e.prune(orphans)
	return e, e.collisions()
}

// prune deletes what earlier runs generated and nothing uses any more.
func (e *Edits) prune(orphans []*inventory.Object) {
	kept := map[*inventory.Object]bool{}
	for _, o := range e.objects {
		kept[o.Existing] = true
	}
	for _, o := range orphans {
		e.deleted[o.Node] = true
	}
	for _, shelf := range []inventory.Shelf{e.inv.Authentications, e.inv.Secrets, e.inv.ExternalSecrets} {
		for _, o := range shelf.Objects {
			if owned.Is(o) && !kept[o] {
				e.deleted[o.Node] = true
			}
		}
	}
}

func (e *Edits) collisions() finding.List {
	var findings finding.List
	shelves := map[string]*inventory.Shelf{
		"Secret": &e.inv.Secrets, "ExternalSecret": &e.inv.ExternalSecrets,
		"TriggerAuthentication": &e.inv.Authentications, "ClusterTriggerAuthentication": &e.inv.Authentications,
	}
	type identity struct{ kind, namespace, name string }
	seen := map[identity]generate.Object{}
	for _, o := range e.objects {
		shelf := shelves[o.Kind]
		if shelf == nil {
			shelf = &inventory.Shelf{}
		}
		for _, other := range shelf.Called(o.Name) {
			if other.Kind == o.Kind && other.Name == o.Name && owned.SharesScope(other, o.Namespace) && !owned.Is(other) {
				findings = append(findings, finding.Finding{
					Rule: RuleNameTaken, Severity: finding.Error, Resource: other.Resource(), File: other.File(), Field: "metadata.name",
					Message: fmt.Sprintf("the %s of spec.authentication.%s would have the same name", o.Kind, o.Entry),
					Hint:    "remove this object or rename it, or write source: existing in the functionConfig",
				})
			}
		}
		id := identity{o.Kind, o.Namespace, o.Name}
		if first, twice := seen[id]; twice {
			findings = append(findings, finding.Finding{
				Rule: RuleNameTaken, Severity: finding.Error, Resource: o.For.Resource(), File: o.For.File(), Field: "metadata.name",
				Message: fmt.Sprintf("its %s would be called %s, as that of %s", o.Kind, o.Name, first.For.Resource()),
				Hint:    distinct(o),
			})
		}
		seen[id] = o
	}
	return findings
}

// distinct says how two generated objects get names of their own.
func distinct(o generate.Object) string {
	if o.Entry == "" {
		return "give the hosts different keys, names or namespaces"
	}
	return "give the entries of spec.authentication different Secret names"
}

// Edit is what was changed in an item.
type Edit struct {
	// Removed is the key of the one field that was taken out; nil where more changed.
	Removed *yaml.Node
}

// Apply makes the edits. Items keep their order, and what is created comes last.
// Which of the items were edited in place is told as well.
func (e Edits) Apply(items []*yaml.RNode) (kept []*yaml.RNode, edited map[*yaml.RNode]Edit) {
	edited = map[*yaml.RNode]Edit{}
	for _, w := range e.scaled {
		edited[w.Node] = Edit{remove(w.Field("spec"), "replicas")}
	}
	kept = make([]*yaml.RNode, 0, len(items)+len(e.objects))
	for _, item := range items {
		if !e.deleted[item] {
			kept = append(kept, item)
		}
	}
	files := newFiles(items)
	for _, o := range e.objects {
		if o.Existing == nil {
			files.place(&o)
			kept = append(kept, yaml.NewRNode(o.Node))
		} else if configure(o.Existing.Node, o.Node) {
			edited[o.Existing.Node] = Edit{}
		}
	}
	return kept, edited
}

// remove takes a field out, and is its key.
func remove(mapping *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if found := mapping.Content[i]; found.Value == key {
			mapping.Content = append(mapping.Content[:i], mapping.Content[i+2:]...)
			return found
		}
	}
	return nil
}
