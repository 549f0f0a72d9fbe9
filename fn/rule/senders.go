package rule

import (
	"slices"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/istio"
	"modelhost.dev/scale-modelhosts/fn/managed"
)

// meshGateway is Istio's name for the sidecars of callers. It is the default of a VirtualService
// without gateways.
const meshGateway = "mesh"

// sendersOf returns the objects that send requests to Services, by the Services' names.
func sendersOf(inv *inventory.Inventory) map[string][]*inventory.Object {
	all := map[string][]*inventory.Object{}
	for _, o := range slices.Concat(inv.VirtualServices.Objects, inv.HTTPRoutes.Objects, inv.Ingresses.Objects) {
		if managed.Is(o) {
			continue
		}
		names := servicesOf(o)
		slices.Sort(names)
		for _, name := range slices.Compact(names) {
			all[name] = append(all[name], o)
		}
	}
	return all
}

func servicesOf(o *inventory.Object) []string {
	var names []string
	switch o.Kind {
	case config.RoutingVirtualService:
		return istio.Services(o)
	case config.RoutingHTTPRoute:
		for _, ref := range backendRefs(o) {
			names = append(names, inventory.Text(inventory.Field(ref, "name")))
		}
	default:
		for _, backend := range backends(o) {
			names = append(names, inventory.Text(inventory.Field(backend, "service", "name")))
		}
	}
	return names
}

// sendersTo returns the objects that send requests to a Service in the plan's namespace.
func (p *pass) sendersTo(service string) []*inventory.Object {
	var found []*inventory.Object
	for _, o := range p.senders[service] {
		if sendsTo(o, service, p.Object) {
			found = append(found, o)
		}
	}
	return found
}

// sendsTo reports whether a sender refers to the Service with that name in the namespace of another
// object.
func sendsTo(o *inventory.Object, service string, of *inventory.Object) bool {
	switch o.Kind {
	case config.RoutingVirtualService:
		return istio.SendsTo(o, service, of)
	case config.RoutingHTTPRoute:
		return slices.ContainsFunc(backendRefs(o), func(ref *yaml.Node) bool { return refersTo(ref, service, of, o) })
	}
	return o.SharesNamespace(of) // An Ingress refers only to Services in its own namespace.
}

func backendRefs(o *inventory.Object) []*yaml.Node {
	var all []*yaml.Node
	for _, rule := range inventory.Elements(o.Field("spec", "rules")) {
		all = append(all, inventory.Elements(inventory.Field(rule, "backendRefs"))...)
	}
	return all
}

// refersTo reports whether a Gateway API reference points at a Service. Without a namespace, it
// is relative to its own object.
func refersTo(ref *yaml.Node, service string, of, from *inventory.Object) bool {
	text := func(field string) string { return inventory.Text(inventory.Field(ref, field)) }
	if kind := text("kind"); text("name") != service || kind != "" && kind != "Service" {
		return false
	}
	if namespace := text("namespace"); namespace != "" {
		return namespace == of.EffectiveNamespace()
	}
	return from.SharesNamespace(of)
}

// backends returns the backends of an Ingress.
func backends(o *inventory.Object) []*yaml.Node {
	all := []*yaml.Node{o.Field("spec", "defaultBackend")}
	for _, rule := range inventory.Elements(o.Field("spec", "rules")) {
		for _, path := range inventory.Elements(inventory.Field(rule, "http", "paths")) {
			all = append(all, inventory.Field(path, "backend"))
		}
	}
	return all
}
