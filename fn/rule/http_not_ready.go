package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
)

var httpNotReady = &Rule{
	ID:          "http-not-ready",
	Severity:    finding.Warning,
	Layer:       Scaling,
	Scope:       Plans,
	Summary:     "a Service behind the interceptor that publishes pods before they are ready",
	Consequence: "the interceptor sends waiting requests to a pod that is still loading its model, and gives up after a minute",
	Run:         checkHTTPNotReady,
}

// checkHTTPNotReady covers Services that have endpoints before their pods are ready.
func checkHTTPNotReady(p *pass) {
	for _, r := range p.routes() {
		service, found := p.inv.Services.Find(p.Object.Namespace, r.spec.Target.Service)
		if found && inventory.Text(service.Field("spec", "publishNotReadyAddresses")) == "true" {
			p.report(r.path, fmt.Sprintf("the Service %s sets publishNotReadyAddresses, so the interceptor does not wait for the model", service.Name),
				p.hintFor("remove publishNotReadyAddresses, or set another Service with "+p.annotation("service"), "remove publishNotReadyAddresses, or use another Service in the route"))
		}
	}
}
