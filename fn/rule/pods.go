package rule

import (
	"fmt"
	"strings"

	"github.com/prometheus/prometheus/model/labels"

	"modelhost.dev/scale-modelhosts/fn/exporter"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/promql"
	"modelhost.dev/scale-modelhosts/fn/signal"
)

// podLabels are the labels in which a selector has its pods and their namespace.
// Where Prometheus gives pod and namespace to the exporter itself, the pods that it
// measures are exported_pod.
func podLabels(selector promql.Selector) (pod, namespace string) {
	pod, namespace = "pod", "namespace"
	if len(selector.MatchersOn("exported_pod")) > 0 {
		pod = "exported_pod"
	}
	if len(selector.MatchersOn("exported_pod")) > 0 || len(selector.MatchersOn("exported_namespace")) > 0 {
		namespace = "exported_namespace"
	}
	return pod, namespace
}

// takesPods says whether a selector takes some pod of a workload, by its name.
func takesPods(selector promql.Selector, w *inventory.Object) bool {
	label, _ := podLabels(selector)
	for _, m := range selector.MatchersOn(label) {
		// One pod's own name is the workload's if it has the form.
		if m.Type == labels.MatchEqual {
			own, err := labels.NewMatcher(labels.MatchRegexp, label, strings.ReplaceAll(signal.PodRegex(w.Kind, w.Name), `\\`, `\`))
			return err == nil && own.Matches(m.Value)
		}
	}
	return takesAny(selector, label, signal.PodNames(w.Kind, w.Name))
}

// takesAny says whether a selector takes one of the values in a label.
func takesAny(selector promql.Selector, label string, values []string) bool {
	for _, value := range values {
		if selector.Accepts(label, value) {
			return true
		}
	}
	return false
}

// ownPods says whether a selector may take the host's own pods.
func (p *pass) ownPods(selector promql.Selector) bool {
	return p.Workload == nil || takesPods(selector, p.Workload)
}

// misses says whether a selector leaves out the host's namespace, where that is known.
func (p *pass) misses(selector promql.Selector, label string) bool {
	return p.Object.Namespace != "" && !selector.Accepts(label, p.Object.Namespace)
}

// selects is a selector's part about a label, as it is written.
func selects(selector promql.Selector, label string) string {
	var parts []string
	for _, m := range selector.MatchersOn(label) {
		parts = append(parts, m.String())
	}
	return strings.Join(parts, ", ")
}

// podsHint is the expression that takes the host's pods and no others.
func (p *pass) podsHint(label string) string {
	return fmt.Sprintf("write %s=~\"%s\"", label, signal.PodRegex(p.Workload.Kind, p.Workload.Name))
}

// eachSelector goes over what the queries that parse select, each selector once.
func (p *pass) eachSelector(do func(path string, selector promql.Selector, e exporter.Exporter)) {
	p.eachQuery(func(path string, _ keda.Trigger, q promql.Query) {
		seen := map[string]bool{}
		for _, selector := range q.Selectors() {
			text := fmt.Sprint(selector.Metric, selector.Matchers)
			e, _ := exporter.ForMetric(selector.Metric)
			if !seen[text] {
				do(path, selector, e)
			}
			seen[text] = true
		}
	})
}
