// Package reconcile brings a package to what its plans stand for: it creates,
// configures and deletes, in place, and touches nothing else.
package reconcile

import (
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/generate"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/managed"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

// Changes are what a run changes, worked out before anything is.
type Changes struct {
	inv     *inventory.Inventory
	objects []generate.Object
	deleted map[*yaml.RNode]bool
	scaled  []*inventory.Object
	// rerouted are VirtualServices of others.
	rerouted []rerouted
}

// Plan works out the edits, and reports what stands in their way.
func Plan(inv *inventory.Inventory, cfg config.Spec, plans []*plan.HostPlan, orphans []*inventory.Object, objects []generate.Object) (Changes, finding.List) {
	e := Changes{inv: inv, objects: objects, deleted: map[*yaml.RNode]bool{}}
	for _, p := range plans {
		for _, hpa := range p.Existing.HPAs {
			e.deleted[hpa.Node] = true
		}
		if p.ReplicasPolicy.V == config.Strip && p.Host.Workload.Field("spec", "replicas") != nil {
			e.scaled = append(e.scaled, p.Host.Workload)
		}
	}
	e.prune(orphans)
	findings := e.reroute(plans, cfg)
	return e, append(findings, e.collisions()...)
}

// prune deletes what earlier runs generated and nothing uses any more.
func (e *Changes) prune(orphans []*inventory.Object) {
	kept := map[*inventory.Object]bool{}
	for _, o := range e.objects {
		kept[o.Existing] = true
	}
	for _, o := range orphans {
		e.deleted[o.Node] = true
	}
	for _, shelf := range []inventory.Index{
		e.inv.Authentications, e.inv.Secrets, e.inv.ExternalSecrets,
		e.inv.Routes, e.inv.VirtualServices, e.inv.HTTPRoutes, e.inv.ReferenceGrants,
	} {
		for _, o := range shelf.Objects {
			if managed.Is(o) && !kept[o] {
				e.deleted[o.Node] = true
			}
		}
	}
}

// Apply makes the edits. Items keep their order, and what is created comes last.
// Which of the items were edited in place is told as well.
func (e Changes) Apply(items []*yaml.RNode) (kept []*yaml.RNode, edited map[*yaml.RNode]krm.Edit) {
	edited = map[*yaml.RNode]krm.Edit{}
	for _, w := range e.scaled {
		edited[w.Node] = krm.Edit{Removed: remove(w.Field("spec"), "replicas")}
	}
	for _, r := range e.rerouted {
		*r.object.Node.YNode() = *r.wanted
		edited[r.object.Node] = krm.Edit{}
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
			edited[o.Existing.Node] = krm.Edit{}
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
