package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/httpaddon"
)

var RouteMissing = &Rule{
	ID:          "route-missing",
	Severity:    finding.Warning,
	Layer:       Scaling,
	Scope:       Plans,
	LooksUp:     []string{"InterceptorRoute", "HTTPScaledObject"},
	Summary:     "an HTTP add-on trigger whose route is not in the package",
	Consequence: "without the route nothing counts requests, and the workload never wakes",
	Run:         checkRouteMissing,
}

// checkRouteMissing covers HTTP add-on triggers, whose metric comes from a route.
func checkRouteMissing(p *pass) {
	for i, t := range p.Spec.Triggers {
		for _, kind := range httpaddon.Kinds() {
			if _, held := p.cfg.Holds(kind, p.Object.Namespace, routeName(t, kind)); held {
				continue
			}
			if name := routeName(t, kind); name != "" && !p.isOwnRoute(kind, name) && p.routeObject(kind, name) == nil {
				p.report(triggerPath(i)+".metadata."+httpaddon.RouteKeys()[kind], fmt.Sprintf("the %s %q is not in the package", kind, name), "add it or correct the name, unless the cluster already has it")
			}
		}
	}
}
