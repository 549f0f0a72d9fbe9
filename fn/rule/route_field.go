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
	Summary:     "a hand-written HTTP add-on route with an invalid field, duration or host",
	Consequence: "the HTTP add-on's CRD rejects it, or the interceptor never matches a request",
	Run:         checkRouteField,
}

// checkRouteField checks a hand-written HTTP add-on route against its CRD, and the hosts of an
// InterceptorRoute against the form that the interceptor matches.
func checkRouteField(p *pass) {
	if p.oneByOne && isRoute(p.Object) {
		p.checkRouteFields(p.Object)
	}
	for _, r := range p.routes() {
		if r.object != nil && !r.isFilledLater() {
			p.checkRouteFields(r.object)
		}
	}
}

func (p *pass) checkRouteFields(o *inventory.Object) {
	problems := crd.Check(o.Group(), o.Kind, o.Node.YNode()).Problems
	for _, issue := range problems {
		if !issue.Unknown {
			p.reportOn(o, issue.Path, issue.Message, issue.Hint)
		}
	}
	if o.Kind != httpaddon.KindInterceptorRoute {
		return
	}
	for _, issue := range unmatchedProblems(readRoute(o)) {
		p.reportOn(o, issue.Path, issue.Message, issue.Hint)
	}
}

// unmatchedProblems returns the problems that the CRD accepts, but the add-on cannot read or never matches.
func unmatchedProblems(spec httpaddon.InterceptorRouteSpec) []problem.Problem {
	var problems []problem.Problem
	for path, text := range durations(spec) {
		if _, err := time.ParseDuration(text); text != "" && err != nil && !placeholder.In(text) {
			problems = append(problems, problem.Problem{Path: path, Message: fmt.Sprintf("%q is not a duration", strictyaml.Shorten(text)), Hint: "use a duration such as 600s"})
		}
	}
	for i, rule := range spec.Rules {
		for j, host := range rule.Hosts {
			// The interceptor drops the port on both sides.
			if why, hint := plan.CheckHostName(portless(host)); why != "" && !placeholder.In(host) {
				path := strictyaml.Index(strictyaml.Index("spec.rules", i)+".hosts", j)
				problems = append(problems, problem.Problem{Path: path, Message: fmt.Sprintf("host %q %s", host, why), Hint: hint})
			}
		}
	}
	return problems
}

// durations returns the duration fields of a route by path.
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
