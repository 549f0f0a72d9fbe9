package rule

import (
	"fmt"
	"time"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
)

var retriesTooShort = &Rule{
	ID:          "retries-too-short",
	Severity:    finding.Warning,
	Layer:       Annotations,
	Scope:       Hosts,
	Summary:     "retries of Istio that do not last until a pod is there",
	Consequence: "Envoy answers 503 to requests for a Service without endpoints, and does not try again",
	Run:         onHosts(checkRetriesTooShort),
}

// checkRetriesTooShort is for retries that are to bridge the time until a pod is there. A proxy
// that knows no endpoint answers at once, and its retry policy is not asked: Envoy v1.39,
// source/common/router/router.cc, where decodeHeaders has no pool. What another proxy in
// front of it gets is an answer like any other, which it may try again.
func checkRetriesTooShort(p *hostPass) {
	if p.host.Retries == nil {
		return
	}
	const field = "functionConfig spec.istio.retries"
	if istio := p.cfg.Istio; istio.DataPlane != config.Ambient || !istio.IngressUseWaypoint {
		p.report(field, "retries do not hide a start from zero here: a proxy that knows no endpoint of the Service answers 503 at once, and does not try again",
			fmt.Sprintf("have clients try again, or scale on %s, for which requests wait; only a gateway in front of a waypoint tries again (dataPlane: ambient and ingressUseWaypoint: true)", p.annotation("http-concurrency")))
		return
	}
	if !p.routedByGateway() {
		p.report(field, "no VirtualService of the package goes from a gateway to the Service, and callers inside the mesh do not try again what their waypoint answers", "add the gateway's VirtualService to the package, or have clients try again")
		return
	}
	if longest := p.host.Retries.Longest(); longest < time.Duration(p.ColdStart)*time.Second {
		p.report(field, fmt.Sprintf("%d retries are over after %s at the most, but %s the model %ds to load", p.host.Retries.Attempts, longest.Round(time.Millisecond), p.whoGives(), p.ColdStart),
			"raise attempts and backoff, or have clients try again")
	}
}

// routedByGateway says whether a VirtualService that names a gateway goes to the host.
func (p *hostPass) routedByGateway() bool {
	for _, o := range p.sendersTo(p.host.Host.Service) {
		for _, gateway := range inventory.Elements(o.Field("spec", "gateways")) {
			if o.Kind == config.RoutingVirtualService && inventory.Text(gateway) != beside {
				return true
			}
		}
	}
	return false
}
