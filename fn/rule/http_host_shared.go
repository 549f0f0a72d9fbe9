package rule

import (
	"fmt"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

var httpHostShared = &Rule{
	ID:            "http-host-shared",
	Severity:      finding.Error,
	Layer:         Scaling,
	Scope:         Plans,
	ComparesPlans: true,
	LooksUp:       []string{"InterceptorRoute", "HTTPScaledObject"},
	Summary:       "two HTTP add-on routes for the same host and path",
	Consequence:   "the interceptor sends all requests to the older one, in any namespace; the other host never wakes",
	Run:           checkHTTPHostShared,
}

// checkHTTPHostShared covers requests that match two routes of the package: the interceptor
// compares hosts across namespaces, and sends each request to the older route.
func checkHTTPHostShared(p *pass) {
	for _, r := range p.routes() {
		named := map[string]bool{}
		for _, key := range requestsOf(r.spec) {
			var others []string
			more := 0
			for _, other := range p.requests[key] {
				switch {
				case other.isRoute(r, p.Plan):
				case len(others) == maxReceivers:
					more++
				case !named[other.name]:
					named[other.name] = true
					others = append(others, other.name)
				}
			}
			if more > 0 {
				others = append(others, fmt.Sprintf("%d more", more))
			}
			if len(others) > 0 {
				p.report(r.fieldPath("rules"), fmt.Sprintf("requests for %s also match %s; the interceptor uses the oldest route", strings.TrimSuffix(key, "/"), joinAnd(others)),
					p.hintFor(fmt.Sprintf("use different hosts, or different paths with %s", p.annotation("http-paths")), "use different hosts or paths"))
			}
		}
	}
}

// maxReceivers is the number of other receivers that a finding names.
const maxReceivers = 10

// isRoute reports whether the receiver is a route of a plan.
func (v receiver) isRoute(r route, p *plan.Plan) bool {
	if r.object != nil {
		return v.object == r.object
	}
	return v.plan == p
}
