package rule

import (
	"fmt"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/exporter"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/promql"
	"modelhost.dev/scale-modelhosts/fn/signal"
	"modelhost.dev/scale-modelhosts/fn/wake"
)

// mayMatchOwnPods reports whether a selector may match the workload's own pods.
func (p *pass) mayMatchOwnPods(selector promql.Selector) bool {
	return p.Workload == nil || wake.TakesPods(selector, p.Workload)
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
