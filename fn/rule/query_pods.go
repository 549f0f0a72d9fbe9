package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/exporter"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/promql"
	"modelhost.dev/scale-modelhosts/fn/signal"
	"modelhost.dev/scale-modelhosts/fn/wake"
)

var QueryPods = &Rule{
	ID:          "query-pods",
	Severity:    finding.Warning,
	Layer:       Scaling,
	Scope:       Plans,
	LooksUp:     workloadKinds,
	Summary:     "a query that excludes the workload's own pods or namespace",
	Consequence: "it scales with the load of another workload, or not at all",
	Run:         checkQueryPods,
}

// checkQueryPods covers pod metrics. Those of other workloads say nothing about the load of
// this one, unless it is meant to follow them.
func checkQueryPods(p *pass) {
	p.eachSelector(func(path string, selector promql.Selector, e exporter.Exporter) {
		pod, namespace := wake.PodLabels(selector)
		if _, isStale := p.stale(selector, e); isStale {
			return // name-stale reports it
		}
		switch {
		case e.Presence == exporter.OnlyWithPods && !p.mayMatchOwnPods(selector):
			p.report(path, fmt.Sprintf("%s matches none of the workload's own pods, such as %s", selects(selector, pod), signal.PodName(p.Workload.Kind, p.Workload.Name)),
				p.podsHint(pod)+", unless you mean another workload")
		case e.Presence == exporter.OnlyWithPods && p.wake.Misses(selector, namespace):
			p.report(path, fmt.Sprintf("%s excludes the workload's own namespace %s", selects(selector, namespace), p.Object.Namespace), "use "+p.Object.Namespace+", unless you mean another namespace")
		}
		for _, label := range []string{"destination_service_namespace", "destination_workload_namespace"} {
			if e.Name == "Istio" && p.wake.Misses(selector, label) {
				p.report(path, fmt.Sprintf("%s excludes the workload's own namespace %s", selects(selector, label), p.Object.Namespace), "use "+p.Object.Namespace+", unless you mean another namespace")
			}
		}
	})
}
