package rule

import (
	"slices"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
)

var interceptorLoop = &Rule{
	ID:          "interceptor-loop",
	Severity:    finding.Warning,
	Layer:       Annotations,
	Scope:       Hosts,
	Summary:     "a mesh-internal VirtualService that routes requests to the interceptor",
	Consequence: "an interceptor with a sidecar forwards requests with the same host, and gets them back",
	Run:         onHosts(checkInterceptorLoop),
}

// checkInterceptorLoop covers interceptors with a sidecar, which keep the Host header of
// requests that they forward: kedacore/http-add-on v0.15.0, interceptor/handler/upstream.go.
func checkInterceptorLoop(p *hostPass) {
	routing := p.cfg.HTTP.Routing
	if p.host.Route == nil || routing.Kind != config.RoutingVirtualService {
		return
	}
	const message = "also applies inside the mesh, so an interceptor with a sidecar gets its own requests back"
	hint := "remove mesh from the gateways, or run the interceptor without a sidecar"
	if slices.Contains(routing.Gateways, meshGateway) {
		p.report("functionConfig spec.http.routing.gateways", "the VirtualService "+message, hint)
	}
	if !routing.Edit {
		return
	}
	for _, o := range p.sendersTo(p.host.Route.Spec.Target.Service) {
		if o.Kind != config.RoutingVirtualService || inventory.Elements(o.Field("spec", "hosts")) == nil {
			continue // It is not a VirtualService, or a delegate of another.
		}
		gateways := inventory.Elements(o.Field("spec", "gateways"))
		switch {
		case len(gateways) == 0:
			p.report("route.rules", o.Resource().String()+" "+message, "list the ingress gateways, or run the interceptor without a sidecar")
		case slices.ContainsFunc(gateways, func(n *yaml.Node) bool { return inventory.Text(n) == meshGateway }):
			p.report("route.rules", o.Resource().String()+" "+message, hint)
		}
	}
}
