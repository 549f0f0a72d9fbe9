package explain

import (
	"cmp"
	"fmt"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/plan"
)

// requestsCounted are the signals of KEDA's HTTP add-on, in words.
func requestsCounted(r *plan.Route) string {
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

// route returns the route that is generated for a host; nil if there is none.
func route(p *plan.Plan) *plan.Route {
	h, ok := p.ForHost()
	if !ok {
		return nil
	}
	return h.Route
}

// route are the rows of what the interceptor does with the host's requests.
func (t *table) route() {
	r := route(t.plan)
	if r == nil {
		return
	}
	row := func(field, value, source string) {
		t.rows = append(t.rows, Value{field, value, sourceOf(t.plan, source)})
	}
	if len(r.Hosts) > 0 {
		requests := strings.Join(r.Hosts, ", ")
		if len(r.Paths) > 0 {
			requests += " below " + strings.Join(r.Paths, ", ")
		}
		row("requests", requests, "route.rules")
	}
	target := r.Spec.Target
	row("go to", fmt.Sprintf("Service %s, port %s", target.Service, cmp.Or(target.PortName, fmt.Sprint(target.Port))), "route.target")
	if w := r.Spec.Timeouts; w != nil {
		row("wait for a pod", waiting(w.Readiness), "route.timeouts.readiness")
	}
}

func waiting(readiness string) string {
	if readiness == "0s" {
		return "without end"
	}
	return "at most " + readiness
}
