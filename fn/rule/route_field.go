package rule

import (
	"fmt"
	"time"

	"modelhost.dev/scale-modelhosts/fn/crd"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/httpaddon"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/plan"
	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

var routeField = &Rule{
	ID:          "route-field",
	Severity:    finding.Error,
	Layer:       Scaling,
	Scope:       Plans | Objects,
	Summary:     "a hand-written route of KEDA's HTTP add-on with a field that its CRD refuses, an invalid duration, or hosts that no request has",
	Consequence: "the HTTP add-on's CRD refuses it, or the interceptor never matches a request",
	Run:         checkRouteField,
}

// checkRouteField checks a written route of KEDA's HTTP add-on against its CRD, and the hosts
// of an InterceptorRoute against what the interceptor compares them with.
func checkRouteField(p *pass) {
	if p.oneByOne && isRoute(p.Object) {
		p.routeFields(p.Object)
	}
	for _, r := range p.routes() {
		if r.object != nil && !r.later() {
			p.routeFields(r.object)
		}
	}
}

func (p *pass) routeFields(o *inventory.Object) {
	problems := crd.Check(o.Group(), o.Kind, o.Node.YNode()).Problems
	for _, issue := range problems {
		if !issue.Unknown {
			p.reportOn(o, issue.Path, issue.Message, issue.Hint)
		}
	}
	if o.Kind != httpaddon.KindInterceptorRoute {
		return
	}
	for _, issue := range unmatched(readRoute(o)) {
		p.reportOn(o, issue.Path, issue.Message, issue.Hint)
	}
}

// unmatched is what the CRD takes, and the add-on cannot read or never matches.
func unmatched(spec httpaddon.InterceptorRouteSpec) []problem.Problem {
	var problems []problem.Problem
	for path, text := range durations(spec) {
		if _, err := time.ParseDuration(text); text != "" && err != nil && !placeholder.In(text) {
			problems = append(problems, problem.Problem{Path: path, Message: fmt.Sprintf("%q is not a duration", strictyaml.Shorten(text)), Hint: "write a duration such as 600s"})
		}
	}
	for i, rule := range spec.Rules {
		for j, host := range rule.Hosts {
			// A port is left out on both sides.
			if why, hint := plan.CheckHostName(portless(host)); why != "" && !placeholder.In(host) {
				path := strictyaml.Index(strictyaml.Index("spec.rules", i)+".hosts", j)
				problems = append(problems, problem.Problem{Path: path, Message: fmt.Sprintf("host %q %s", host, why), Hint: hint})
			}
		}
	}
	return problems
}

// durations are the fields that hold one, by their paths.
func durations(spec httpaddon.InterceptorRouteSpec) map[string]string {
	found := map[string]string{}
	if t := spec.Timeouts; t != nil {
		found["spec.timeouts.readiness"], found["spec.timeouts.request"], found["spec.timeouts.responseHeader"] = t.Readiness, t.Request, t.ResponseHeader
	}
	if r := spec.ScalingMetric.RequestRate; r != nil {
		found["spec.scalingMetric.requestRate.window"], found["spec.scalingMetric.requestRate.granularity"] = r.Window, r.Granularity
	}
	return found
}
