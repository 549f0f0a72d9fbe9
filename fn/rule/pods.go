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

// podLabels returns the labels that hold the pod and its namespace in a selector's series.
// Where Prometheus labels series with the exporter's own pod and namespace, the measured
// pod is in exported_pod.
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

// takesPods reports whether a selector matches the name of any pod of a workload.
func takesPods(selector promql.Selector, w *inventory.Object) bool {
	label, _ := podLabels(selector)
	for _, m := range selector.MatchersOn(label) {
		// The name of a single pod belongs to the workload if it has the workload's form.
		if m.Type == labels.MatchEqual {
			own, err := labels.NewMatcher(labels.MatchRegexp, label, strings.ReplaceAll(signal.PodRegex(w.Kind, w.Name), `\\`, `\`))
			return err == nil && own.Matches(m.Value)
		}
	}
	return takesAny(selector, label, signal.PodNames(w.Kind, w.Name))
}

// takesAny reports whether a selector accepts one of the values of a label.
func takesAny(selector promql.Selector, label string, values []string) bool {
	for _, value := range values {
		if selector.Accepts(label, value) {
			return true
		}
	}
	return false
}

// ownPods reports whether a selector may match the workload's own pods.
func (p *pass) ownPods(selector promql.Selector) bool {
	return p.Workload == nil || takesPods(selector, p.Workload)
}

// misses reports whether a selector excludes the workload's namespace, where that is known.
func (p *pass) misses(selector promql.Selector, label string) bool {
	return p.Object.Namespace != "" && !selector.Accepts(label, p.Object.Namespace)
}

// selects returns the matchers of a selector on a label, as written in the query.
func selects(selector promql.Selector, label string) string {
	var parts []string
	for _, m := range selector.MatchersOn(label) {
		parts = append(parts, m.String())
	}
	return strings.Join(parts, ", ")
}

// podsHint returns the matcher for the workload's pods and no others.
func (p *pass) podsHint(label string) string {
	return fmt.Sprintf("use %s=~\"%s\"", label, signal.PodRegex(p.Workload.Kind, p.Workload.Name))
}

// eachSelector calls do for each distinct selector of the queries that parse.
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
