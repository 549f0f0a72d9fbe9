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
	Summary:     "Istio retries that end before a pod is ready",
	Consequence: "Envoy answers 503 to requests for a Service without endpoints, and does not retry",
	Run:         onHosts(checkRetriesTooShort),
}

// checkRetriesTooShort covers retries that are meant to bridge a start from zero. A proxy without
// endpoints answers at once and never consults its retry policy: Envoy v1.39,
// source/common/router/router.cc, decodeHeaders without a pool. A second proxy in front of it
// gets an ordinary 503, which it may retry.
func checkRetriesTooShort(p *hostPass) {
	if p.host.Retries == nil {
		return
	}
	const field = "functionConfig spec.istio.retries"
	if istio := p.cfg.Istio; istio.DataPlane != config.Ambient || !istio.IngressUseWaypoint {
		p.report(field, "retries cannot cover a start from zero; Envoy answers 503 without retrying",
			fmt.Sprintf("have clients retry, or scale on %s, which holds requests; only a gateway in front of a waypoint retries (dataPlane: ambient and ingressUseWaypoint: true)", p.annotation("http-concurrency")))
		return
	}
	if !p.routedByGateway() {
		p.report(field, "no VirtualService in the package routes from a gateway to the Service, and callers inside the mesh do not retry", "add the gateway's VirtualService to the package, or have clients retry")
		return
	}
	if longest := p.host.Retries.Longest(); longest < time.Duration(p.ColdStart)*time.Second {
		p.report(field, fmt.Sprintf("%d retries end after at most %s, but %s gives the model %ds to load", p.host.Retries.Attempts, longest.Round(time.Millisecond), p.coldStartSource(), p.ColdStart),
			"raise attempts and backoff, or have clients retry")
	}
}

// routedByGateway reports whether a VirtualService that names a gateway routes to the model host.
func (p *hostPass) routedByGateway() bool {
	for _, o := range p.sendersTo(p.host.Host.Service) {
		for _, gateway := range inventory.Elements(o.Field("spec", "gateways")) {
			if o.Kind == config.RoutingVirtualService && inventory.Text(gateway) != meshGateway {
				return true
			}
		}
	}
	return false
}
