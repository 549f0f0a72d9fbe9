// Package reconcile changes a package according to its plans: it creates, updates and deletes
// objects in place, and does not change any others.
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

// Changes are the changes to a package, planned before any is made.
type Changes struct {
	inv     *inventory.Inventory
	objects []generate.Object
	deleted map[*yaml.RNode]bool
	// withoutReplicas are workloads that lose spec.replicas.
	withoutReplicas []*inventory.Object
	// virtualServices are hand-written VirtualServices to edit.
	virtualServices []virtualServiceEdit
}

// Plan plans the changes, and reports what prevents them.
func Plan(inv *inventory.Inventory, cfg config.Spec, plans []*plan.HostPlan, orphans []*inventory.Object, objects []generate.Object) (Changes, finding.List) {
	c := Changes{inv: inv, objects: objects, deleted: map[*yaml.RNode]bool{}}
	for _, p := range plans {
		for _, hpa := range p.Existing.HPAs {
			c.deleted[hpa.Node] = true
		}
		if p.ReplicasPolicy.V == config.Strip && p.Host.Workload.Field("spec", "replicas") != nil {
			c.withoutReplicas = append(c.withoutReplicas, p.Host.Workload)
		}
	}
	c.prune(orphans)
	findings := c.editVirtualServices(plans, cfg)
	return c, append(findings, c.collisions()...)
}

// prune deletes generated objects that nothing uses any more.
func (c *Changes) prune(orphans []*inventory.Object) {
	kept := map[*inventory.Object]bool{}
	for _, o := range c.objects {
		kept[o.Existing] = true
	}
	for _, o := range orphans {
		c.deleted[o.Node] = true
	}
	for _, shelf := range []inventory.Index{
		c.inv.Authentications, c.inv.Secrets, c.inv.ExternalSecrets,
		c.inv.Routes, c.inv.VirtualServices, c.inv.HTTPRoutes, c.inv.ReferenceGrants,
	} {
		for _, o := range shelf.Objects {
			if managed.Is(o) && !kept[o] {
				c.deleted[o.Node] = true
			}
		}
	}
}

// Apply makes the changes. Items keep their order, and created ones come last. It also
// returns which items were edited in place.
func (c Changes) Apply(items []*yaml.RNode) (kept []*yaml.RNode, edited map[*yaml.RNode]krm.Edit) {
	edited = map[*yaml.RNode]krm.Edit{}
	for _, w := range c.withoutReplicas {
		edited[w.Node] = krm.Edit{Removed: remove(w.Field("spec"), "replicas")}
	}
	for _, r := range c.virtualServices {
		*r.object.Node.YNode() = *r.wanted
		edited[r.object.Node] = krm.Edit{}
	}
	kept = make([]*yaml.RNode, 0, len(items)+len(c.objects))
	for _, item := range items {
		if !c.deleted[item] {
			kept = append(kept, item)
		}
	}
	files := newFiles(items)
	for _, o := range c.objects {
		if o.Existing == nil {
			files.place(&o)
			kept = append(kept, yaml.NewRNode(o.Node))
		} else if update(o.Existing.Node, o.Node) {
			edited[o.Existing.Node] = krm.Edit{}
		}
	}
	return kept, edited
}

// remove deletes a key of a mapping and returns the key's node; nil if there is none.
func remove(mapping *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if found := mapping.Content[i]; found.Value == key {
			mapping.Content = append(mapping.Content[:i], mapping.Content[i+2:]...)
			return found
		}
	}
	return nil
}
