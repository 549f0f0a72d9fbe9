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

// wakeLater reports whether a field that may decide waking could not be read or holds a
// placeholder: a query, an address, or the name of a trigger in a formula.
func (p *pass) wakeLater() bool {
	for i, t := range p.Spec.Triggers {
		if t.Type == "" || p.wake.IsFilledInLater(i) {
			return true
		}
	}
	return false
}

// wayToWake returns the fix: how a query can count requests that no pod answers, or else
// another signal.
func (p *pass) wayToWake(why string) string {
	if why == "" {
		return p.wakeHint()
	}
	values := signal.Values{"service": cmp.Or(p.hostService(), "SERVICE"), "namespace": cmp.Or(p.Object.Namespace, "NAMESPACE")}
	requests, _, _ := values.Fill(strings.Join(p.cfg.Istio.Requests(), " and "))
	return fmt.Sprintf("select the requests by %s alone%s", requests, p.hintFor(fmt.Sprintf(", as %s: \"5\" does", p.annotation("rps")), ""))
}

// zero returns the field that allows scaling to zero.
func (p *pass) zero() string {
	if least := p.Spec.MinReplicaCount; least == nil || *least == 0 {
		return "spec.minReplicaCount"
	}
	return "spec.idleReplicaCount"
}

// whySilent returns which labels of requests that no pod answers a trigger's query excludes.
func (p *pass) whySilent(t keda.Trigger) string {
	query, err := p.wake.Query(t.Metadata["query"])
	if t.Type != keda.TriggerPrometheus || err != nil {
		return ""
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
			return fmt.Sprintf("; without pods, %s in %s's metrics, which the query excludes", strings.Join(parts, " and "), e.Name)
		}
	}
	return ""
}
