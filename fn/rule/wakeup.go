package rule

import (
	"cmp"
	"fmt"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/exporter"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/signal"
	"modelhost.dev/scale-modelhosts/fn/suggest"
	"modelhost.dev/scale-modelhosts/fn/wake"
)

// wakingIsFilledLater reports whether a field that may decide waking could not be read or holds a
// placeholder: a query, an address, or the name of a trigger in a formula.
func (p *pass) wakingIsFilledLater() bool {
	for i, t := range p.Spec.Triggers {
		if t.Type == "" || p.wake.IsFilledInLater(i) {
			return true
		}
	}
	return false
}

// exclusionHint returns the fix for a query that excludes requests which no pod answers: how to include
// them, or another signal if it excludes none.
func (p *pass) exclusionHint(e exclusion) string {
	switch e.exporter {
	case "":
		return p.wakeHint()
	case "Istio":
	default:
		return "include those requests in the query"
	}
	values := signal.Values{"service": cmp.Or(p.hostService(), "SERVICE"), "namespace": cmp.Or(p.Object.Namespace, "NAMESPACE")}
	requests, _, _ := values.Fill(strings.Join(p.cfg.Istio.Requests(), " and "))
	return fmt.Sprintf("select the requests by %s alone%s", requests, p.hintFor(fmt.Sprintf(", as %s: \"5\" does", p.annotation("rps")), ""))
}

// scaleToZeroField returns the field that allows scaling to zero.
func (p *pass) scaleToZeroField() string {
	if least := p.Spec.MinReplicaCount; least == nil || *least == 0 {
		return "spec.minReplicaCount"
	}
	return "spec.idleReplicaCount"
}

// exclusion is the labels of unanswered requests that a query excludes.
type exclusion struct{ exporter, labels string }

// String returns the exclusion as a clause of a message.
func (e exclusion) String() string {
	if e.exporter == "" {
		return ""
	}
	return fmt.Sprintf("; without pods, %s in %s's metrics, which the query excludes", e.labels, e.exporter)
}

// exclusion returns the labels of unanswered requests that a trigger's query excludes.
func (p *pass) exclusion(t keda.Trigger) exclusion {
	query, err := p.wake.Query(t.Metadata["query"])
	if t.Type != keda.TriggerPrometheus || err != nil {
		return exclusion{}
	}
	for _, selector := range query.Selectors() {
		e, _ := exporter.ForMetric(selector.Metric)
		var parts []string
		for _, values := range []map[string][]string{e.AtZero, e.OftenAtZero} {
			for _, label := range wake.RejectedLabels(selector, values) {
				parts = append(parts, fmt.Sprintf("%s is %s", label, suggest.Alternatives(values[label])))
			}
		}
		if len(parts) > 0 {
			return exclusion{e.Name, strings.Join(parts, " and ")}
		}
	}
	return exclusion{}
}
