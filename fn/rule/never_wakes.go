package rule

import (
	"cmp"
	"fmt"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/promql"
)

var neverWakes = &Rule{
	ID:                "never-wakes",
	Severity:          finding.Error,
	Layer:             Scaling,
	Scope:             Plans,
	NeedsCompletePlan: true,
	ReadsSpec:         []string{"spec.scaleTargetRef"},
	LooksUp:           workloadKinds,
	Summary:           "scaling to zero with signals only from the workload's own pods",
	Consequence:       "without pods the signals do not exist, so the workload never wakes",
	Run:               checkNeverWakes,
}

// checkNeverWakes reports workloads whose signals all come from their own pods. A formula may
// turn a missing metric into a value, so formulas are left to wake-source-unknown.
func checkNeverWakes(p *pass) {
	w := p.wake.Wakers()
	if !p.ScalesToZero() || p.wakingIsFilledLater() || p.modifiers().Formula != "" || len(w.Yes)+len(w.Unknown)+len(w.Fallback) > 0 {
		return
	}
	var names []string
	var excluded exclusion
	reason := "none is ever above zero"
	for _, i := range w.No {
		t := p.Spec.Triggers[i]
		if keda.IsResourceTrigger(t.Type) {
			continue
		}
		if !p.isZero(t) {
			reason = "all need running pods"
		}
		names, excluded = append(names, cmp.Or(t.Name, t.Type)), cmp.Or(excluded, p.exclusion(t))
	}
	if len(names) > 0 {
		p.report(p.scaleToZeroField(), fmt.Sprintf("no signal wakes the workload from zero; %s (%s)%s", reason, strings.Join(names, ", "), excluded), p.exclusionHint(excluded))
	}
}

// isZero reports whether a trigger's query can never be above zero.
func (p *pass) isZero(t keda.Trigger) bool {
	query, err := p.wake.Query(t.Metadata["query"])
	return t.Type == keda.TriggerPrometheus && err == nil && query.WithoutSeries(func(promql.Selector) bool { return false }) != promql.AnyValue
}
