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
	Summary:           "a host that scales to zero, with only its pods' own signals",
	Consequence:       "without pods the signals are absent, so it never wakes",
	Run:               checkNeverWakes,
}

// checkNeverWakes is for hosts all of whose signals are known to come from their pods. A
// formula may make something of nothing.
func checkNeverWakes(p *pass) {
	w := p.wake.Wakers()
	if !p.ScalesToZero() || p.wakeLater() || p.modifiers().Formula != "" || len(w.Yes)+len(w.Unknown)+len(w.Fallback) > 0 {
		return
	}
	var names []string
	why, fate := "", "is never above zero"
	for _, i := range w.No {
		t := p.Spec.Triggers[i]
		if keda.IsResourceTrigger(t.Type) {
			continue
		}
		if !p.isZero(t) {
			fate = "is only there while it has pods"
		}
		names, why = append(names, cmp.Or(t.Name, t.Type)), cmp.Or(why, p.whySilent(t))
	}
	if len(names) > 0 {
		p.report(p.zero(), fmt.Sprintf("the host may be at zero, but what it scales on (%s) %s%s", strings.Join(names, ", "), fate, why), p.wayToWake(why))
	}
}

// isZero says whether a trigger's query has no value above zero, whatever there is.
func (p *pass) isZero(t keda.Trigger) bool {
	query, err := p.wake.Query(t.Metadata["query"])
	return t.Type == keda.TriggerPrometheus && err == nil && query.WithoutSeries(func(promql.Selector) bool { return false }) != promql.AnyValue
}
