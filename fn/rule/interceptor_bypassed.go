package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
)

var interceptorBypassed = &Rule{
	ID:          "interceptor-bypassed",
	Severity:    finding.Warning,
	Layer:       Scaling,
	Scope:       Plans,
	Summary:     "a route that sends requests to the Service, not the interceptor",
	Consequence: "the requests are not counted; at zero they fail and do not wake the host",
	Run:         checkInterceptorBypassed,
}

// checkInterceptorBypassed covers requests that the package sends directly to the Service. The
// interceptor neither counts nor holds them.
func checkInterceptorBypassed(p *pass) {
	for _, r := range p.routes() {
		if r.spec.Target.Service == "" {
			continue
		}
		for _, o := range p.sendersTo(r.spec.Target.Service) {
			if o.Kind == config.RoutingVirtualService && p.cfg.HTTP.Routing.Edit && r.object == nil {
				continue // The function edits it.
			}
			p.report(r.path, fmt.Sprintf("%s sends requests directly to the Service %s; they are not counted and do not wake the host", o.Resource(), r.spec.Target.Service), p.interceptorHint(o))
		}
	}
}

// interceptorHint returns the fix: how to send an object's requests to the interceptor.
func (p *pass) interceptorHint(o *inventory.Object) string {
	to := fmt.Sprintf("send them to %s on port %d", p.cfg.InterceptorHost(), p.cfg.HTTP.Interceptor.Port)
	switch {
	case o.Kind == config.RoutingVirtualService && !p.isHandWritten():
		return to + ", or set spec.http.routing: {kind: VirtualService, edit: true} in the functionConfig"
	case o.Kind == "Ingress":
		return to + "; an Ingress needs a Service of type ExternalName for that"
	}
	return to
}
