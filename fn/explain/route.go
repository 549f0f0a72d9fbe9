package explain

import (
	"cmp"
	"fmt"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/plan"
)

// routeText describes the signals of KEDA's HTTP add-on.
func routeText(r *plan.Route) string {
	var parts []string
	if c := r.Spec.ScalingMetric.Concurrency; c != nil {
		parts = append(parts, fmt.Sprintf("requests in flight or waiting > %d per replica", c.TargetValue))
	}
	if c := r.Spec.ScalingMetric.RequestRate; c != nil {
		over := ""
		if c.Window != "" {
			over = " over " + c.Window
		}
		parts = append(parts, fmt.Sprintf("requests per second%s > %d per replica", over, c.TargetValue))
	}
	return strings.Join(parts, ", or ") + " → more replicas, counted by KEDA's HTTP add-on"
}

// route returns the route generated for a model host, nil if there is none.
func route(p *plan.Plan) *plan.Route {
	h, ok := p.ForHost()
	if !ok {
		return nil
	}
	return h.Route
}

// addRoute adds what the interceptor does with the model host's requests.
func (t *valueList) addRoute() {
	r := route(t.plan)
	if r == nil {
		return
	}
	row := func(path, value string) {
		t.rows = append(t.rows, Value{path, value, sourceOf(t.plan, path)})
	}
	if len(r.Hosts) > 0 {
		requests := strings.Join(r.Hosts, ", ")
		if len(r.Paths) > 0 {
			requests += " under " + strings.Join(r.Paths, ", ")
		}
		row("route.rules", requests)
	}
	target := r.Spec.Target
	row("route.target", fmt.Sprintf("Service %s, port %s", target.Service, cmp.Or(target.PortName, fmt.Sprint(target.Port))))
	if w := r.Spec.Timeouts; w != nil {
		row("route.timeouts.readiness", waitText(w.Readiness))
	}
}

// waitText describes how long requests wait for a pod.
func waitText(readiness string) string {
	if readiness == "0s" {
		return "without limit"
	}
	return "at most " + readiness
}
