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
	Summary:     "a VirtualService that cannot route all its requests through the interceptor",
	Consequence: "the interceptor answers 404, or the gateway times out before a pod is ready",
	Run:         onHosts(checkVirtualserviceEditMismatch),
}

// checkVirtualserviceEditMismatch is for VirtualServices that are changed to go to the interceptor, with
// requests that it has no route for, or that cannot wait there.
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
		p.report("route.rules", fmt.Sprintf("no VirtualService of the package goes to the Service %s, so that none is changed to send its requests to the interceptor", p.host.Route.Spec.Target.Service),
			"add it to the package, or have one generated: spec.http.routing.gateways in place of edit")
	}
}

func (p *hostPass) checkEditedVirtualService(o *inventory.Object) {
	for _, host := range inventory.Elements(o.Field("spec", "hosts")) {
		if name := inventory.Text(host); len(p.host.Route.Hosts) > 0 && !takesHost(p.host.Route.Hosts, name) {
			p.report("route.rules", fmt.Sprintf("%s sends requests for %s to the interceptor, which answers 404: it is none of the host's", o.Resource(), name),
				fmt.Sprintf("add it to %s, or give it a VirtualService of its own", p.annotation("http-hosts")))
		}
	}
	spec, judged := istio.Spec(o), -1
	for _, d := range istio.Destinations(spec, p.host.Route.Spec.Target.Service, p.Object, o) {
		if d.Rule != judged {
			p.checkHTTPRule(o, inventory.Elements(inventory.Field(spec, "http"))[d.Rule], d.Rule)
		}
		judged = d.Rule
	}
}

// checkHTTPRule looks for what changes a request before the interceptor sees it, and for how
// long it may stay there.
func (p *hostPass) checkHTTPRule(o *inventory.Object, rule *yaml.Node, i int) {
	name := fmt.Sprintf("%s, http[%d],", o.Resource(), i)
	if inventory.Field(rule, "rewrite") != nil || setsHost(rule) {
		p.report("route.rules", name+" rewrites requests before the interceptor sees them: it compares what comes with hosts and paths, and sends it on as it is",
			fmt.Sprintf("write what it rewrites to into %s and %s", p.annotation("http-hosts"), p.annotation("http-paths")))
	}
	text := inventory.Text(inventory.Field(rule, "timeout"))
	wait := time.Duration(p.ColdStart) * time.Second
	if limit := durationOf(text); p.ScalesToZero() && p.host.Route.Spec.ColdStart == nil && limit > 0 && limit < wait {
		p.report("route.rules", fmt.Sprintf("%s gives up after %s, but %s the model %ds to load", name, text, p.whoGives(), p.ColdStart), "raise its timeout, or take it out: Istio has none of its own")
	}
}

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

// takesHost says whether all requests for a host, or below one, are among a route's.
func takesHost(hosts []string, name string) bool {
	for _, host := range hosts {
		domain, wild := strings.CutPrefix(host, "*")
		if host == httpaddon.AnyHost || host == name || wild && strings.HasSuffix(name, domain) {
			return true
		}
	}
	return false
}
