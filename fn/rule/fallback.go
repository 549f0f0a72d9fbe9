package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/suggest"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/signal"
)

func fallbackTrigger(s *pass) {
	if s.Spec.Fallback == nil || len(s.Spec.Triggers) == 0 || s.modifiers().Formula != "" {
		return
	}
	for _, t := range s.Spec.Triggers {
		if !signal.IsResource(t.Type) {
			return
		}
	}
	s.report("spec.fallback", "cpu and memory triggers have no fallback", "remove it, or add a trigger that KEDA itself queries")
}

func fallbackFields(s *pass) {
	f := s.Spec.Fallback
	if f == nil {
		return
	}
	// What could not be read is reported already.
	unread := func(field string) bool { return s.isHandWritten() && s.isUnresolved("spec.fallback."+field) }
	if !unread("failureThreshold") && (f.FailureThreshold == nil || *f.FailureThreshold < 0) {
		s.report("spec.fallback", fmt.Sprintf("failureThreshold %s", missingOr(f.FailureThreshold)), "say after how many failed polls it sets in, such as 3")
	}
	if !unread("replicas") && (f.Replicas == nil || *f.Replicas < 0) {
		s.report("spec.fallback", fmt.Sprintf("replicas %s", missingOr(f.Replicas)), "say how many replicas to run while triggers fail")
	}
	behaviors := keda.FallbackBehaviors()
	if f.Behavior != "" && !placeholder.In(f.Behavior) && !contains(behaviors, f.Behavior) {
		s.report("spec.fallback", fmt.Sprintf("behavior %q is not known", f.Behavior), "write "+suggest.Alternatives(behaviors))
	}
	if f.Behavior == keda.FallbackScalingModifiers && s.modifiers().Formula == "" {
		s.report("spec.fallback", "behavior scalingModifiers needs advanced.scalingModifiers.formula", "write the formula, or another behavior")
	}
}

func missingOr(count *int32) string {
	if count == nil {
		return "is missing"
	}
	return fmt.Sprintf("%d is below 0", *count)
}
