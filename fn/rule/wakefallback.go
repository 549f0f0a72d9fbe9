package rule

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/promql"
	"modelhost.dev/scale-modelhosts/fn/signal"
)

// fallbackWakes is for hosts that their fallback wakes: KEDA 2.21.0 takes a trigger that
// falls back for active (pkg/scaling/scale_handler.go, getScalerState), also at zero.
func fallbackWakes(s *pass) {
	failing := s.wokenByFallback()
	if len(failing) == 0 {
		return
	}
	var names []string
	for _, i := range failing {
		names = append(names, cmp.Or(s.Spec.Triggers[i].Name, s.Spec.Triggers[i].Type))
	}
	s.report("spec.fallback", fmt.Sprintf("after %s at zero, the fallback wakes the host; without pods, these triggers fail: %s", polls(s.failures()), strings.Join(names, ", ")),
		"write ignoreNullValues: \"true\" and wake the host with a signal from outside its pods, or remove the fallback, or keep a minimum of 1")
}

func polls(n int32) string {
	if n == 1 {
		return "one failed poll"
	}
	return fmt.Sprintf("%d failed polls", n)
}

// failures is how many polls must fail before the fallback sets in.
func (s *pass) failures() int32 {
	if s.Spec.Fallback == nil || s.Spec.Fallback.FailureThreshold == nil {
		return 1
	}
	return *s.Spec.Fallback.FailureThreshold + 1
}

// wokenByFallback returns the triggers that fail while the host has no pods and so wake
// it, by pkg/fallback/fallback.go: with Value the fallback needs ready pods.
func (s *pass) wokenByFallback() []int {
	f := s.Spec.Fallback
	if f == nil || !s.Sleeps() || f.Behavior == keda.FallbackScalingModifiers || s.ignoresFallback() != "" {
		return nil
	}
	m := s.modifiers()
	if m != (keda.ScalingModifiers{}) && (m.MetricType == keda.MetricTypeValue || !s.fallsAbove()) {
		return nil
	}
	var failing []int
	for i, t := range s.Spec.Triggers {
		if m == (keda.ScalingModifiers{}) && t.MetricType == keda.MetricTypeValue {
			continue
		}
		if s.failsAtZero(t) {
			failing = append(failing, i)
		}
	}
	return failing
}

// fallsAbove reports whether the fallback's value of a formula is above its activation.
func (s *pass) fallsAbove() bool {
	f, m := s.Spec.Fallback, s.modifiers()
	// There are none at zero.
	if f.Behavior == "currentReplicas" || f.Behavior == "currentReplicasIfLower" || f.Replicas == nil {
		return false
	}
	return number64(m.Target)*float64(*f.Replicas) > number64(m.ActivationTarget)
}

// failsAtZero reports whether a trigger is certain to fail while the host has no pods.
func (s *pass) failsAtZero(t keda.Trigger) bool {
	switch t.Type {
	case keda.TriggerPrometheus:
		q, err := s.query(t.Metadata["query"])
		gone := func(selector promql.Selector) bool { return s.selectorPresence(selector) == inside }
		return err == nil && refusesNull(t) && q.WithoutSeries(gone) == promql.Empty
	case "metrics-api":
		return s.addressPresence(t.Metadata["url"]) == inside
	}
	return false
}

// fallbackIgnored is for fallbacks that KEDA takes and never uses.
func fallbackIgnored(s *pass) {
	f := s.Spec.Fallback
	if f == nil || len(s.Spec.Triggers) == 0 {
		return
	}
	switch m := s.modifiers(); {
	case s.ignoresFallback() != "":
		s.report("spec.fallback", "the fallback never takes effect: "+s.ignoresFallback(), wholeTarget(m.Target))
	case f.Behavior == keda.FallbackScalingModifiers && m.Formula != "" && !strings.Contains(m.Formula, "??") && !strings.Contains(m.Formula, "nil"):
		s.report("spec.fallback", "the fallback never takes effect: the formula does not handle nil, which it gets for failed triggers", "write a default, such as queue ?? 5, or use another behavior")
	case s.neverFails():
		s.report("spec.fallback", "the fallback never takes effect: schedules do not fail", "remove it")
	}
}

// ignoresFallback returns why KEDA does not use a fallback beside a formula, "" where it
// does: pkg/fallback/fallback.go, HasValidFallback.
func (s *pass) ignoresFallback() string {
	m := s.modifiers()
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

// wholeTarget says how a target becomes a whole number.
func wholeTarget(text string) string {
	value := number64(text)
	for _, factor := range []float64{1, 10, 100, 1000} {
		if scaled := value * factor; scaled >= 1 && scaled == float64(int64(scaled+0.5)) || factor == 1000 {
			if factor == 1 {
				return fmt.Sprintf("write target: \"%d\"", int64(scaled+0.5))
			}
			return fmt.Sprintf("multiply the formula by %v, and write target: \"%d\"", factor, int64(scaled+0.5))
		}
	}
	return ""
}

// neverFails reports whether all triggers that a fallback is for are schedules.
func (s *pass) neverFails() bool {
	schedules := false
	for _, t := range s.Spec.Triggers {
		switch {
		case signal.IsResource(t.Type):
		case t.Type == keda.TriggerCron:
			schedules = true
		default:
			return false
		}
	}
	return schedules
}

// resourceAsleep is for hosts that only a schedule keeps awake beside cpu and memory,
// which KEDA does not take for activity where another trigger is there.
func resourceAsleep(s *pass) {
	if s.Sleeps() && s.neverFails() && !s.onlySchedules() {
		s.report(s.zero(), "outside its schedule the host goes to zero even when busy: cpu and memory do not keep it awake", "add a trigger on a metric from outside the pods, or keep a minimum of 1")
	}
}

func (s *pass) onlySchedules() bool {
	for _, t := range s.Spec.Triggers {
		if signal.IsResource(t.Type) {
			return false
		}
	}
	return true
}
