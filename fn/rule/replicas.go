package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

func replicasRange(s *subject) {
	least, most, idle := s.Spec.MinReplicaCount, s.Spec.MaxReplicaCount, s.Spec.IdleReplicaCount
	// Both are always written; the escape hatch may take them away again.
	if least == nil {
		s.find("spec.minReplicaCount", "is taken away, which KEDA reads as 0", "write 0 if that is meant")
		return
	}
	limit := int32(keda.DefaultMaxReplicaCount)
	if most != nil {
		limit = *most
	}
	if *least < 0 || limit < 1 {
		s.find("spec.maxReplicaCount", fmt.Sprintf("replicas from %d to %d cannot be", *least, limit), "write at least 0 and 1")
	}
	if *least > limit {
		s.find("spec.minReplicaCount", fmt.Sprintf("the minimum %d (%s) is above the maximum %d (%s)", *least, s.Source("spec.minReplicaCount"), limit, s.Source("spec.maxReplicaCount")),
			fmt.Sprintf("lower it to %d, or raise the maximum", limit))
	}
	switch {
	case idle == nil:
	case *idle < 0 || *idle > 0 && *idle >= *least:
		s.find("spec.idleReplicaCount", fmt.Sprintf("%d idle replicas are not below the minimum %d", *idle, *least), "write 0")
	case *idle > 0:
		s.find("spec.idleReplicaCount", fmt.Sprintf("%d idle replicas do not work: the HPA brings the minimum %d back", *idle, *least), "write 0")
	}
}

func fallbackTrigger(s *subject) {
	if s.Spec.Fallback == nil || s.scalingModifiers() {
		return
	}
	for _, t := range s.Spec.Triggers {
		if t.Type != keda.TriggerCPU && t.Type != keda.TriggerMemory {
			return
		}
	}
	s.find("spec.fallback", "cpu and memory triggers have no fallback", "remove it, or add a trigger that KEDA itself queries")
}

func (s *subject) scalingModifiers() bool {
	return s.Spec.Advanced != nil && s.Spec.Advanced.ScalingModifiers != nil && s.Spec.Advanced.ScalingModifiers.Formula != ""
}

func fallbackFields(s *subject) {
	f := s.Spec.Fallback
	if f == nil {
		return
	}
	if f.FailureThreshold == nil || *f.FailureThreshold < 0 {
		s.find("spec.fallback", "failureThreshold is missing or negative", "say after how many failed polls it sets in, such as 3")
	}
	if f.Replicas == nil || *f.Replicas < 0 {
		s.find("spec.fallback", "replicas is missing or negative", "say how many replicas to run while triggers fail")
	}
	behaviors := keda.FallbackBehaviors()
	if f.Behavior != "" && !contains(behaviors, f.Behavior) {
		s.find("spec.fallback", fmt.Sprintf("behavior %q is not known", f.Behavior), "write "+oneOf(behaviors))
	}
}

func periodIdle(s *subject) {
	if s.Sleeps() {
		return
	}
	periods := map[string]*int32{
		"cooldownPeriod": s.Spec.CooldownPeriod, "initialCooldownPeriod": s.Spec.InitialCooldownPeriod, "pollingInterval": s.Spec.PollingInterval,
	}
	for _, name := range []string{"pollingInterval", "cooldownPeriod", "initialCooldownPeriod"} {
		if periods[name] == nil || name == "pollingInterval" && s.caches() {
			continue
		}
		s.find("spec."+name, fmt.Sprintf("has no effect on a host that is never at zero (minimum %d)", *s.Spec.MinReplicaCount),
			"remove it, or let the host sleep; how fast the HPA scales is set by behavior")
	}
}

func (s *subject) caches() bool {
	for _, t := range s.Spec.Triggers {
		if t.UseCachedMetrics != nil && *t.UseCachedMetrics {
			return true
		}
	}
	return false
}

func activationIdle(s *subject) {
	if s.Sleeps() {
		return
	}
	for i, t := range s.Spec.Triggers {
		if _, given := t.Metadata["activationThreshold"]; given && s.Source(triggerPath(i)).Layer == plan.LayerAnnotation {
			s.find(triggerPath(i), "the activation has no effect on a host that is never at zero", "remove it, or let the host sleep")
		}
	}
}
