package rule

import (
	"fmt"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

var fallbackIgnored = &Rule{
	ID:                "fallback-ignored",
	Severity:          finding.Warning,
	Layer:             Scaling,
	Scope:             Plans,
	NeedsCompletePlan: true,
	ReadsSpec:         []string{"spec.fallback", "spec.advanced.scalingModifiers"},
	Summary:           "a fallback that KEDA never uses",
	Consequence:       "when its triggers fail, the host keeps its current replicas",
	Run:               checkFallbackIgnored,
}

// checkFallbackIgnored reports fallbacks that KEDA accepts, but never uses.
func checkFallbackIgnored(p *pass) {
	f := p.Spec.Fallback
	if f == nil || len(p.Spec.Triggers) == 0 {
		return
	}
	switch m := p.modifiers(); {
	case p.wake.FallbackProblem() != "":
		p.report("spec.fallback", "the fallback never takes effect: "+p.wake.FallbackProblem(), integerTargetHint(m.Target))
	case f.Behavior == keda.FallbackScalingModifiers && m.Formula != "" && !strings.Contains(m.Formula, "??") && !strings.Contains(m.Formula, "nil"):
		p.report("spec.fallback", "the fallback never takes effect: the formula does not handle nil for failed triggers", "add a default, such as queue ?? 5, or use another behavior")
	case p.onlySchedulesMayFail():
		p.report("spec.fallback", "the fallback never takes effect: schedules do not fail", "remove it")
	}
}

// integerTargetHint returns the fix for a target that is not an integer.
func integerTargetHint(text string) string {
	value := numberOrZero(text)
	for _, factor := range []float64{1, 10, 100, 1000} {
		if scaled := value * factor; scaled >= 1 && scaled == float64(int64(scaled+0.5)) || factor == 1000 {
			if factor == 1 {
				return fmt.Sprintf("set target: \"%d\"", int64(scaled+0.5))
			}
			return fmt.Sprintf("multiply the formula by %v, and set target: \"%d\"", factor, int64(scaled+0.5))
		}
	}
	return ""
}

// onlySchedulesMayFail reports whether all triggers that a fallback applies to are schedules.
func (p *pass) onlySchedulesMayFail() bool {
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
