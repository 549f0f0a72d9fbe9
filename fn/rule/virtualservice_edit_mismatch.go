package rule

import (
	"fmt"
	"strings"
	"time"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/httpaddon"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/istio"
)

var virtualserviceEditMismatch = &Rule{
	ID:          "virtualservice-edit-mismatch",
	Severity:    finding.Warning,
	Layer:       Annotations,
	Scope:       Hosts,
	Summary:     "an edited VirtualService whose requests the interceptor cannot route or hold",
	Consequence: "the interceptor answers 404, or the gateway times out before a pod is ready",
	Run:         onHosts(checkVirtualserviceEditMismatch),
}

// checkVirtualserviceEditMismatch covers VirtualServices edited to route to the interceptor. It reports
// requests for which the interceptor has no route, or which cannot wait there.
func checkVirtualserviceEditMismatch(p *hostPass) {
	if p.host.Route == nil || !p.cfg.HTTP.Routing.Edit {
		return
	}
	found := false
	for _, o := range p.sendersTo(p.host.Route.Spec.Target.Service) {
		if o.Kind == config.RoutingVirtualService {
			found = true
			p.checkEditedVirtualService(o)
		}
	}
	if !found {
		p.report("route.rules", fmt.Sprintf("no VirtualService in the package routes to Service %s, so none is edited", p.host.Route.Spec.Target.Service),
			"add it to the package, or generate one with spec.http.routing.gateways instead of edit")
	}
}

func (p *hostPass) checkEditedVirtualService(o *inventory.Object) {
	for _, host := range inventory.Elements(o.Field("spec", "hosts")) {
		if name := inventory.Text(host); len(p.host.Route.Hosts) > 0 && !matchesHost(p.host.Route.Hosts, name) {
			p.report("route.rules", fmt.Sprintf("%s sends requests for %s to the interceptor, which answers 404", o.Resource(), name),
				fmt.Sprintf("add the name to %s, or give it its own VirtualService", p.annotation("http-hosts")))
		}
	}
	spec, checked := istio.Spec(o), -1
	for _, d := range istio.Destinations(spec, p.host.Route.Spec.Target.Service, p.Object, o) {
		if d.Rule != checked {
			p.checkHTTPRule(o, inventory.Elements(inventory.Field(spec, "http"))[d.Rule], d.Rule)
		}
		checked = d.Rule
	}
}

// checkHTTPRule reports rules that change a request before the interceptor sees it, or that
// time out before a pod can be ready.
func (p *hostPass) checkHTTPRule(o *inventory.Object, rule *yaml.Node, i int) {
	name := fmt.Sprintf("%s, http[%d],", o.Resource(), i)
	if inventory.Field(rule, "rewrite") != nil || setsHost(rule) {
		p.report("route.rules", name+" rewrites requests before the interceptor matches their host and path",
			fmt.Sprintf("add the rewritten host and path to %s and %s", p.annotation("http-hosts"), p.annotation("http-paths")))
	}
	text := inventory.Text(inventory.Field(rule, "timeout"))
	wait := time.Duration(p.ColdStart) * time.Second
	if limit := durationOf(text); p.ScalesToZero() && p.host.Route.Spec.ColdStart == nil && limit > 0 && limit < wait {
		p.report("route.rules", fmt.Sprintf("%s times out after %s, but %s gives the model %ds to load", name, text, p.coldStartSource(), p.ColdStart), "raise its timeout, or remove it; by default, Istio has none")
	}
}

// setsHost reports whether a rule replaces the Host header.
func setsHost(rule *yaml.Node) bool {
	for _, verb := range []string{"set", "add"} {
		for name := range inventory.Texts(inventory.Field(rule, "headers", "request", verb)) {
			if lower := strings.ToLower(name); lower == "host" || lower == ":authority" {
				return true
			}
		}
	}
	return false
}

// matchesHost reports whether a route covers all requests for a host name or wildcard.
func matchesHost(hosts []string, name string) bool {
	for _, host := range hosts {
		domain, wild := strings.CutPrefix(host, "*")
		if host == httpaddon.AnyHost || host == name || wild && strings.HasSuffix(name, domain) {
			return true
		}
	}
	return false
}
