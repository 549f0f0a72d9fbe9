// Package generate builds the objects of plans: ScaledObjects, the credentials that they
// use, and routes. It makes no decisions.
package generate

import (
	"cmp"
	"maps"
	"slices"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/existing"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/managed"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

// Object is one generated object.
type Object struct {
	Node                  *yaml.Node
	Kind, Namespace, Name string
	// Wanted is the name before kustomize renamed the object.
	Wanted string
	// For is the workload beside whose file the object belongs.
	For *inventory.Object
	// Entry is the functionConfig's authentication that the object is for; "" for ScaledObjects.
	Entry string
	// Existing is the object of an earlier render that this one replaces.
	Existing *inventory.Object
}

// Objects returns all objects of the plans, in the order in which to apply them. The order
// of the plans does not matter.
func Objects(plans []*plan.HostPlan, inv *inventory.Inventory, cfg config.Spec) []Object {
	b := builder{inv: inv, cfg: cfg, taken: map[*inventory.Object]bool{}}
	plans = slices.Clone(plans)
	slices.SortStableFunc(plans, func(a, b *plan.HostPlan) int {
		v, w := a.Host.Workload, b.Host.Workload
		return cmp.Or(cmp.Compare(v.Namespace, w.Namespace), cmp.Compare(a.Name, b.Name),
			cmp.Compare(v.Kind, w.Kind), cmp.Compare(v.Name, w.Name), cmp.Compare(v.File(), w.File()))
	})
	credentials := map[[3]string]bool{}
	for _, p := range plans {
		for _, entry := range p.Authentications {
			b.credentials(p, entry, credentials)
		}
	}
	slices.SortStableFunc(b.objects, func(x, y Object) int {
		return cmp.Or(cmp.Compare(rank[x.Kind], rank[y.Kind]), cmp.Compare(x.Namespace, y.Namespace), cmp.Compare(x.Name, y.Name))
	})
	for _, p := range plans {
		if p.Route != nil {
			b.route(p)
		}
	}
	for _, p := range plans {
		b.scaledObject(p)
	}
	b.routings(plans)
	return b.objects
}

var rank = map[string]int{secretKind: 0, externalSecretKind: 1, keda.KindTriggerAuthentication: 2, keda.KindClusterTriggerAuthentication: 3}

type builder struct {
	inv     *inventory.Inventory
	cfg     config.Spec
	objects []Object
	// taken are objects of an earlier render that are already replaced.
	taken map[*inventory.Object]bool
	// routed are hand-written VirtualServices, by the Services that they send requests to.
	routed map[string][]*inventory.Object
}

func (b *builder) scaledObject(p *plan.HostPlan) {
	w := p.Host.Workload
	wanted := p.Host.ScaledObject
	if p.Existing.Previous != nil && existing.Scales(p.Existing.Previous, w) {
		// It is certainly the workload's, whatever name an orchestrator gave it.
		wanted = p.Name
	}
	meta := b.metadata(p.Name, w.Namespace, map[string]string{managed.Key: p.Host.Key}, p.Annotations)
	b.objects = append(b.objects, Object{
		Node: mapping(
			"apiVersion", text(keda.APIVersion),
			"kind", text(keda.KindScaledObject),
			"metadata", meta,
			"spec", arrange(encoding.Node(p.Spec)),
		),
		Kind: keda.KindScaledObject, Namespace: w.Namespace, Name: p.Name, Wanted: wanted, For: w, Existing: p.Existing.Previous,
	})
}

// metadata returns the metadata of a generated object. It has no labels and annotations of
// the workload: KEDA copies them from the ScaledObject to the HPA, and Argo CD would prune
// an HPA with a tracking ID.
func (b *builder) metadata(name, namespace string, labels, annotations map[string]string) *yaml.Node {
	all := maps.Clone(b.cfg.Generated.Labels)
	if all == nil {
		all = map[string]string{}
	}
	all[managed.ManagedBy] = managed.Manager
	maps.Copy(all, labels)
	notes := maps.Clone(b.cfg.Generated.Annotations)
	if notes == nil {
		notes = map[string]string{}
	}
	maps.Copy(notes, annotations)
	m := mapping("name", text(name))
	if namespace != "" {
		m.Content = append(m.Content, mapping("namespace", text(namespace)).Content...)
	}
	m.Content = append(m.Content, mapping("labels", encoding.Node(all)).Content...)
	if len(notes) > 0 {
		m.Content = append(m.Content, mapping("annotations", encoding.Node(notes)).Content...)
	}
	return m
}

func text(s string) *yaml.Node { return encoding.Node(s) }

// mapping returns a mapping of alternating keys and values.
func mapping(pairs ...any) *yaml.Node {
	m := &yaml.Node{Kind: yaml.MappingNode, Tag: yaml.NodeTagMap}
	for i := 0; i+1 < len(pairs); i += 2 {
		m.Content = append(m.Content, text(pairs[i].(string)), pairs[i+1].(*yaml.Node))
	}
	return m
}

// readingOrder is the order of a trigger's metadata. Other keys follow.
var readingOrder = []string{"serverAddress", "query", "threshold", "activationThreshold", "ignoreNullValues", "authModes"}

// arrange puts the metadata of triggers into reading order.
func arrange(spec *yaml.Node) *yaml.Node {
	for _, trigger := range inventory.Elements(inventory.Field(spec, "triggers")) {
		metadata := inventory.Field(trigger, "metadata")
		if metadata == nil {
			continue
		}
		var first []*yaml.Node
		rest := metadata.Content
		for _, name := range readingOrder {
			for i := 0; i+1 < len(rest); i += 2 {
				if rest[i].Value == name {
					first = append(first, rest[i], rest[i+1])
					rest = slices.Delete(slices.Clone(rest), i, i+2)
					break
				}
			}
		}
		metadata.Content = append(first, rest...)
	}
	return spec
}
