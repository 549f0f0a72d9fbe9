package wake

import (
	"fmt"
	"strconv"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/promql"
	"modelhost.dev/scale-modelhosts/fn/scaler"
)

// WokenByFallback returns the triggers that fail while the workload has no pods and so wake
// it. KEDA takes a trigger that falls back for active, also at zero: getScalerState in
// pkg/scaling/scale_handler.go, and pkg/fallback/fallback.go. With metricType Value the
// fallback needs ready pods.
func (a *Analysis) WokenByFallback() []int {
	f := a.plan.Spec.Fallback
	if f == nil || !a.plan.ScalesToZero() || f.Behavior == keda.FallbackScalingModifiers || a.FallbackProblem() != "" {
		return nil
	}
	m := a.Modifiers()
	if m != (keda.ScalingModifiers{}) && (m.MetricType == keda.MetricTypeValue || !a.fallbackActivates()) {
		return nil
	}
	var failing []int
	for i, t := range a.plan.Spec.Triggers {
		if m == (keda.ScalingModifiers{}) && t.MetricType == keda.MetricTypeValue {
			continue
		}
		if a.failsAtZero(t) {
			failing = append(failing, i)
		}
	}
	return failing
}

// FallbackProblem returns why KEDA does not use a fallback with a formula, "" if it does:
// HasValidFallback in pkg/fallback/fallback.go.
func (a *Analysis) FallbackProblem() string {
	m := a.Modifiers()
	if m == (keda.ScalingModifiers{}) {
		return ""
	}
	if value, err := strconv.ParseFloat(m.Target, 64); err != nil || !(value > 0) {
		return "" // Another rule checks the target.
	}
	if integer, err := strconv.ParseInt(m.Target, 10, 64); err != nil || integer <= 0 {
		return fmt.Sprintf("with a fallback, the formula's target must be an integer, not %q", m.Target)
	}
	return ""
}

// FailedPolls returns how many polls must fail before KEDA uses the fallback.
func (a *Analysis) FailedPolls() int {
	f := a.plan.Spec.Fallback
	if f == nil || f.FailureThreshold == nil {
		return 1
	}
	return int(*f.FailureThreshold) + 1
}

// fallbackActivates reports whether the fallback's value of a formula is above its
// activation target.
func (a *Analysis) fallbackActivates() bool {
	f, m := a.plan.Spec.Fallback, a.Modifiers()
	// At zero there are no current replicas.
	if f.Behavior == "currentReplicas" || f.Behavior == "currentReplicasIfLower" || f.Replicas == nil {
		return false
	}
	return number(m.Target)*float64(*f.Replicas) > number(m.ActivationTarget)
}

// number returns the number in a text, 0 if it is not one.
func number(text string) float64 {
	value, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0
	}
	return value
}

// failsAtZero reports whether a trigger is certain to fail while the workload has no pods.
func (a *Analysis) failsAtZero(t keda.Trigger) bool {
	source := scaler.SourceOf(t.Type)
	value := t.Metadata[source.Parameter]
	switch source.Kind {
	case scaler.Query:
		q, err := a.Query(value)
		gone := func(selector promql.Selector) bool { return a.SelectorPresence(selector) == OnlyWithPods }
		return err == nil && RejectsNull(t) && q.WithoutSeries(gone) == promql.Empty
	case scaler.Address:
		return a.AddressPresence(value) == OnlyWithPods
	}
	return false
}

// RejectsNull reports whether KEDA takes an empty answer to the trigger's query for an error
// instead of zero.
func RejectsNull(t keda.Trigger) bool {
	ignore, err := strconv.ParseBool(t.Metadata["ignoreNullValues"])
	return err == nil && !ignore
}
