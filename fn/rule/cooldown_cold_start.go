package rule

import (
	"fmt"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/exporter"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/promql"
	"modelhost.dev/scale-modelhosts/fn/scaler"
	"modelhost.dev/scale-modelhosts/fn/wake"
)

var cooldownColdStart = &Rule{
	ID:                "cooldown-cold-start",
	Severity:          finding.Warning,
	Layer:             Scaling,
	Scope:             Plans,
	NeedsCompletePlan: true,
	Summary:           "a cooldown shorter than the time to load the model",
	Consequence:       "KEDA removes the pod while it is still loading the model",
	Run:               checkCooldownColdStart,
}

// checkCooldownColdStart compares the cooldowns with the time that a pod may take to load its model.
func checkCooldownColdStart(p *pass) {
	if !p.ScalesToZero() || p.isWokenOnlyByQueues() {
		return
	}
	cold := p.ColdStart
	periods := []struct {
		name, key, text string
		value           *int32
		without         int32
	}{
		{"cooldownPeriod", "cooldown-period", "cooldown", p.Spec.CooldownPeriod, keda.DefaultCooldownPeriod},
		{"initialCooldownPeriod", "initial-cooldown-period", "initial cooldown", p.Spec.InitialCooldownPeriod, 0},
	}
	for _, period := range periods {
		seconds := period.without
		if period.value != nil {
			seconds = *period.value
		}
		if int64(seconds) < cold {
			p.report("spec."+period.name, fmt.Sprintf("the %s is %ds, but %s gives the model %ds to load", period.text, seconds, p.coldStartSource(), cold),
				p.hintSet(period.key, fmt.Sprintf("%ds", cold), "spec."+period.name, cold)+" or more")
		}
	}
}

// isWokenOnlyByQueues reports whether everything that can wake the host stays active until a pod
// has processed it, so that no cooldown begins while the model loads.
func (p *pass) isWokenOnlyByQueues() bool {
	waiting := false
	for i, t := range p.Spec.Triggers {
		switch {
		case keda.IsResourceTrigger(t.Type) || p.wake.Presence(i) == wake.OnlyWithPods:
		case !p.isQueue(t):
			return false
		default:
			waiting = true
		}
	}
	return waiting
}

// isQueue reports whether a trigger measures items that wait for a pod.
func (p *pass) isQueue(t keda.Trigger) bool {
	if placeholder.In(t.Metadata["mode"]) || placeholder.In(t.Metadata["query"]) {
		return true // It may be one.
	}
	if t.Type != keda.TriggerPrometheus {
		return scaler.Waits(t.Type, t.Metadata)
	}
	q, err := p.wake.Query(t.Metadata["query"])
	if err != nil || q.HasCall("rate", "irate", "increase", "delta", "deriv") {
		return false
	}
	return len(q.Selectors()) > 0 && !slices.ContainsFunc(q.Selectors(), func(selector promql.Selector) bool {
		e, _ := exporter.ForMetric(selector.Metric)
		return !e.Queue
	})
}
