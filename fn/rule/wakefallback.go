package rule

import (
	"fmt"
	"strconv"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/promql"
)

// wokenByFallback returns the triggers that fail while the host has no pods and so wake
// it, by pkg/fallback/fallback.go: with Value the fallback needs ready pods.
func (p *pass) wokenByFallback() []int {
	f := p.Spec.Fallback
	if f == nil || !p.ScalesToZero() || f.Behavior == keda.FallbackScalingModifiers || p.ignoresFallback() != "" {
		return nil
	}
	m := p.modifiers()
	if m != (keda.ScalingModifiers{}) && (m.MetricType == keda.MetricTypeValue || !p.fallsAbove()) {
		return nil
	}
	var failing []int
	for i, t := range p.Spec.Triggers {
		if m == (keda.ScalingModifiers{}) && t.MetricType == keda.MetricTypeValue {
			continue
		}
		if p.failsAtZero(t) {
			failing = append(failing, i)
		}
	}
	return failing
}

// fallsAbove reports whether the fallback's value of a formula is above its activation.
func (p *pass) fallsAbove() bool {
	f, m := p.Spec.Fallback, p.modifiers()
	// There are none at zero.
	if f.Behavior == "currentReplicas" || f.Behavior == "currentReplicasIfLower" || f.Replicas == nil {
		return false
	}
	return number64(m.Target)*float64(*f.Replicas) > number64(m.ActivationTarget)
}

// failsAtZero reports whether a trigger is certain to fail while the host has no pods.
func (p *pass) failsAtZero(t keda.Trigger) bool {
	switch t.Type {
	case keda.TriggerPrometheus:
		q, err := p.query(t.Metadata["query"])
		gone := func(selector promql.Selector) bool { return p.selectorPresence(selector) == inside }
		return err == nil && refusesNull(t) && q.WithoutSeries(gone) == promql.Empty
	case "metrics-api":
		return p.addressPresence(t.Metadata["url"]) == inside
	}
	return false
}

// ignoresFallback returns why KEDA does not use a fallback beside a formula, "" where it
// does: pkg/fallback/fallback.go, HasValidFallback.
func (p *pass) ignoresFallback() string {
	m := p.modifiers()
	if m == (keda.ScalingModifiers{}) {
		return ""
	}
	if value, err := strconv.ParseFloat(m.Target, 64); err != nil || !(value > 0) {
		return "" // Another rule checks the target.
	}
	if whole, err := strconv.ParseInt(m.Target, 10, 64); err != nil || whole <= 0 {
		return fmt.Sprintf("with a fallback, KEDA needs a whole number as the formula's target, not %q", m.Target)
	}
	return ""
}

// neverFails reports whether all triggers that a fallback is for are schedules.
func (p *pass) neverFails() bool {
	schedules := false
	for _, t := range p.Spec.Triggers {
		switch {
		case keda.IsResourceTrigger(t.Type):
		case t.Type == keda.TriggerCron:
			schedules = true
		default:
			return false
		}
	}
	return schedules
}
