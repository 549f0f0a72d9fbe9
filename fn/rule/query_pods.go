package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/exporter"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/promql"
	"modelhost.dev/scale-modelhosts/fn/signal"
)

var QueryPods = &Rule{
	ID:          "query-pods",
	Severity:    finding.Warning,
	Layer:       Scaling,
	Scope:       Plans,
	LooksUp:     workloadKinds,
	Summary:     "a query that leaves out the host's own pods or namespace",
	Consequence: "the host is scaled by another's load, or by none",
	Run:         checkQueryPods,
}

// checkQueryPods is for metrics of pods: those of others tell nothing of the host's load,
// unless it is meant to follow theirs.
func checkQueryPods(p *pass) {
	p.eachSelector(func(path string, selector promql.Selector, e exporter.Exporter) {
		pod, namespace := podLabels(selector)
		if _, isStale := p.stale(selector, e); isStale {
			return // the error says it
		}
		switch {
		case e.Place == exporter.Pod && !p.ownPods(selector):
			p.report(path, fmt.Sprintf("%s takes none of the host's own pods, which are called such as %s", selects(selector, pod), signal.PodNames(p.Workload.Kind, p.Workload.Name)[0]),
				"unless another workload's are meant, "+p.podsHint(pod))
		case e.Place == exporter.Pod && p.misses(selector, namespace):
			p.report(path, fmt.Sprintf("%s leaves out the host's own namespace %s", selects(selector, namespace), p.Object.Namespace), "unless another is meant, write "+p.Object.Namespace)
		}
		for _, label := range []string{"destination_service_namespace", "destination_workload_namespace"} {
			if e.Name == "Istio" && p.misses(selector, label) {
				p.report(path, fmt.Sprintf("%s leaves out the host's own namespace %s", selects(selector, label), p.Object.Namespace), "unless another is meant, write "+p.Object.Namespace)
			}
		}
	})
}
