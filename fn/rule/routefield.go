package rule

import (
	"fmt"
	"time"

	"modelhost.dev/scale-modelhosts/fn/addon"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

// routeField holds a written InterceptorRoute against its CRD, kedacore/http-add-on
// v0.15.0, and its hosts against what the interceptor compares them with.
func routeField(s *subject) {
	for _, r := range s.routes() {
		if r.object == nil || r.object.Kind != addon.KindInterceptorRoute || r.later() {
			continue
		}
		for _, wrong := range misfits(r.spec) {
			s.find(r.path, r.name()+": "+wrong[0], wrong[1])
		}
	}
}

// misfits are what is wrong with a route and the way out of it.
func misfits(spec addon.InterceptorRouteSpec) [][2]string {
	var all [][2]string
	add := func(message, hint string) { all = append(all, [2]string{message, hint}) }
	target, metric := spec.Target, spec.ScalingMetric
	switch {
	case target.Service == "":
		add("spec.target.service is missing", "name the Service that requests go to")
	case (target.Port == 0) == (target.PortName == ""):
		add("spec.target has both port and portName, or neither", "give it one of them")
	}
	if metric.Concurrency == nil && metric.RequestRate == nil {
		add("spec.scalingMetric has neither concurrency nor requestRate", "give it one of them, or both")
	}
	if c := metric.Concurrency; c != nil && c.TargetValue < 1 || metric.RequestRate != nil && metric.RequestRate.TargetValue < 1 {
		add("a targetValue of spec.scalingMetric is less than 1, or missing", "write a whole number from 1 up")
	}
	if t := spec.Timeouts; t != nil {
		for _, field := range [][2]string{{"readiness", t.Readiness}, {"request", t.Request}, {"responseHeader", t.ResponseHeader}} {
			if _, err := time.ParseDuration(field[1]); field[1] != "" && err != nil {
				add(fmt.Sprintf("spec.timeouts.%s %q is no duration", field[0], field[1]), "write it such as 600s")
			}
		}
	}
	for _, rule := range spec.Rules {
		for _, host := range rule.Hosts {
			// A port is left out on both sides.
			if why, hint := plan.Misnamed(portless(host)); why != "" {
				add(fmt.Sprintf("host %q %s", host, why), hint)
			}
		}
	}
	return all
}
