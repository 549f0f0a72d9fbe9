package rule

import (
	"fmt"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/istio"
	"modelhost.dev/scale-modelhosts/fn/managed"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

// interceptorBypassed is for requests that the package sends to the Service itself: the
// interceptor neither counts nor holds them.
func interceptorBypassed(s *pass) {
	for _, r := range s.routes() {
		if r.spec.Target.Service == "" {
			continue
		}
		for _, o := range s.sendersTo(r.spec.Target.Service) {
			if o.Kind == config.RoutingVirtualService && s.cfg.HTTP.Routing.Edit && r.object == nil {
				continue // it is changed
			}
			s.report(r.path, fmt.Sprintf("%s sends requests to the Service %s itself, past the interceptor: they wake nobody, and do not count", o.Resource(), r.spec.Target.Service), s.wayThrough(o))
		}
	}
}

// wayThrough is how an object's requests get to the interceptor.
func (s *pass) wayThrough(o *inventory.Object) string {
	to := fmt.Sprintf("send them to %s, port %d", s.cfg.InterceptorHost(), s.cfg.HTTP.Interceptor.Port)
	switch {
	case o.Kind == config.RoutingVirtualService && !s.isHandWritten():
		return to + ", or write spec.http.routing: {kind: VirtualService, edit: true} in the functionConfig"
	case o.Kind == "Ingress":
		return to + ", for which an Ingress needs a Service of type ExternalName beside it"
	}
	return to
}

// beside is Istio's name for the proxies beside callers, and what a VirtualService is for
// that names no gateway.
const beside = "mesh"

// interceptorLoop is for interceptors with a sidecar, which keep the Host header of what
// they send on: kedacore/http-add-on v0.15.0, interceptor/handler/upstream.go.
func interceptorLoop(s *hostPass) {
	routing := s.cfg.HTTP.Routing
	if s.host.Route == nil || routing.Kind != config.RoutingVirtualService {
		return
	}
	const message = "is for callers inside the mesh, too: an interceptor that has a sidecar sends requests on under the same host, and gets them back"
	hint := "leave mesh out of the gateways, or run the interceptor without a sidecar"
	if contains(routing.Gateways, beside) {
		s.report("functionConfig spec.http.routing.gateways", "the VirtualService "+message, hint)
	}
	if !routing.Edit {
		return
	}
	for _, o := range s.sendersTo(s.host.Route.Spec.Target.Service) {
		if o.Kind != config.RoutingVirtualService || inventory.Elements(o.Field("spec", "hosts")) == nil {
			continue // It is no VirtualService, or another's delegate.
		}
		gateways := inventory.Elements(o.Field("spec", "gateways"))
		switch {
		case len(gateways) == 0:
			s.report("route.rules", o.Resource().String()+" "+message, "name the gateways that requests come in by, or run the interceptor without a sidecar")
		case slices.ContainsFunc(gateways, func(n *yaml.Node) bool { return inventory.Text(n) == beside }):
			s.report("route.rules", o.Resource().String()+" "+message, hint)
		}
	}
}

// sendersOf are a package's, by the names of the Services that they send requests to.
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

// sendersTo are those that send requests to a Service of the plan's namespace.
func (s *pass) sendersTo(service string) []*inventory.Object {
	var found []*inventory.Object
	for _, o := range s.senders[service] {
		if sendsTo(o, service, s.Object) {
			found = append(found, o)
		}
	}
	return found
}

// sendsTo says whether one of the senders to a Service of that name means the one in
// another object's namespace.
func sendsTo(o *inventory.Object, service string, of *inventory.Object) bool {
	switch o.Kind {
	case config.RoutingVirtualService:
		return istio.SendsTo(o, service, of)
	case config.RoutingHTTPRoute:
		return slices.ContainsFunc(backendRefs(o), func(ref *yaml.Node) bool { return refersTo(ref, service, of, o) })
	}
	return o.SharesNamespace(of) // an Ingress points into its own namespace only
}

func backendRefs(o *inventory.Object) []*yaml.Node {
	var all []*yaml.Node
	for _, rule := range inventory.Elements(o.Field("spec", "rules")) {
		all = append(all, inventory.Elements(inventory.Field(rule, "backendRefs"))...)
	}
	return all
}

// refersTo is for references of the Gateway API, which are of the object's own namespace
// where they name none.
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

// backends are an Ingress's.
func backends(o *inventory.Object) []*yaml.Node {
	all := []*yaml.Node{o.Field("spec", "defaultBackend")}
	for _, rule := range inventory.Elements(o.Field("spec", "rules")) {
		for _, path := range inventory.Elements(inventory.Field(rule, "http", "paths")) {
			all = append(all, inventory.Field(path, "backend"))
		}
	}
	return all
}

// routeTarget holds a written route against the Service that it names.
func routeTarget(s *pass) {
	for _, r := range s.routes() {
		target := r.spec.Target
		service, found := s.inv.Services.Find(s.Object.Namespace, target.Service)
		if r.object == nil || !found || r.later() || len(plan.Placeholders(service.Field("spec", "ports"), "")) > 0 || target.Port == 0 && target.PortName == "" {
			continue
		}
		var names []string
		has := false
		for _, p := range inventory.Elements(service.Field("spec", "ports")) {
			number, name := inventory.Text(inventory.Field(p, "port")), inventory.Text(inventory.Field(p, "name"))
			names = append(names, strings.TrimSuffix(number+" ("+name+")", " ()"))
			has = has || target.PortName != "" && name == target.PortName || target.PortName == "" && number == fmt.Sprint(target.Port)
		}
		if !has {
			wanted := target.PortName
			if wanted == "" {
				wanted = fmt.Sprint(target.Port)
			}
			s.report(r.path, fmt.Sprintf("%s sends requests to port %s of the Service %s, which has none such", r.name(), wanted, service.Name), "it has "+strings.Join(names, ", "))
		}
	}
}
