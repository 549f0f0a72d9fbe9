package rule

import (
	"fmt"
	"time"

	"modelhost.dev/scale-modelhosts/fn/crd"
	"modelhost.dev/scale-modelhosts/fn/httpaddon"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/plan"
	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

// routeField checks a written route of KEDA's HTTP add-on against its CRD, and the hosts
// of an InterceptorRoute against what the interceptor compares them with.
func routeField(s *pass) {
	if s.oneByOne && isRoute(s.Object) {
		s.routeFields(s.Object)
	}
	for _, r := range s.routes() {
		if r.object != nil && !r.later() {
			s.routeFields(r.object)
		}
	}
}

func (s *pass) routeFields(o *inventory.Object) {
	problems := crd.Check(o.Group(), o.Kind, o.Node.YNode()).Problems
	for _, p := range problems {
		if !p.Unknown {
			s.reportOn(o, p.Path, p.Message, p.Hint)
		}
	}
	if o.Kind != httpaddon.KindInterceptorRoute {
		return
	}
	for _, p := range unmatched(readRoute(o)) {
		s.reportOn(o, p.Path, p.Message, p.Hint)
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
			if why, hint := plan.Misnamed(portless(host)); why != "" && !placeholder.In(host) {
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
