package rule

import (
	"cmp"
	"fmt"
	"strconv"

	"modelhost.dev/scale-modelhosts/fn/keda"
)

// period is a span of time in seconds; its value is nil where it is absent.
type period struct {
	name  string
	value *int32
	least int32
}

func (s *pass) periods() []period {
	return []period{
		{"pollingInterval", s.Spec.PollingInterval, keda.MinPollingInterval},
		{"cooldownPeriod", s.Spec.CooldownPeriod, keda.MinCooldownPeriod},
		{"initialCooldownPeriod", s.Spec.InitialCooldownPeriod, keda.MinInitialCooldownPeriod},
	}
}

func periodRange(s *pass) {
	for _, p := range s.periods() {
		if p.value != nil && *p.value < p.least {
			s.report("spec."+p.name, fmt.Sprintf("%s %d is less than %d", p.name, *p.value, p.least), fmt.Sprintf("write %d or more", p.least))
		}
	}
}

func periodIdle(s *pass) {
	if s.Sleeps() {
		return
	}
	var idle []string
	first := ""
	for _, p := range s.periods() {
		// Cached metrics and formulas are worked out with every poll.
		polls := p.name == "pollingInterval" && (s.caches() || s.modifiers() != (keda.ScalingModifiers{}))
		// One that KEDA refuses is told already.
		if p.value == nil || *p.value < p.least || polls {
			continue
		}
		idle, first = append(idle, fmt.Sprintf("%s %ds", p.name, *p.value)), cmp.Or(first, "spec."+p.name)
	}
	if len(idle) == 0 {
		return
	}
	verb, them := "has", "it"
	if len(idle) > 1 {
		verb, them = "have", "them"
	}
	s.report(first, fmt.Sprintf("%s %s no effect on a host that is never at zero (minimum %d)", both(idle), verb, *s.Spec.MinReplicaCount),
		fmt.Sprintf("remove %s, or let the host sleep; behavior sets how fast the HPA scales", them))
}

func (s *pass) caches() bool {
	for _, t := range s.Spec.Triggers {
		if t.UseCachedMetrics != nil && *t.UseCachedMetrics {
			return true
		}
	}
	return false
}

func activationIdle(s *pass) {
	formula := s.modifiers().Formula != ""
	if s.Sleeps() && !formula {
		return
	}
	for i, t := range s.Spec.Triggers {
		path := triggerPath(i) + ".metadata.activationThreshold"
		value, given := t.Metadata["activationThreshold"]
		if n, err := strconv.ParseFloat(value, 64); err == nil && n == 0 {
			continue // It is KEDA's default.
		}
		if given && s.meant(path) && s.Sleeps() {
			s.report(path, fmt.Sprintf("the activation %s has no effect beside a formula, which has one of its own", value), "write it as advanced.scalingModifiers.activationTarget, of what the formula gives")
		} else if given && s.meant(path) {
			s.report(path, fmt.Sprintf("the activation %s has no effect on a host that is never at zero (minimum %d)", value, *s.Spec.MinReplicaCount), "remove it, or let the host sleep")
		}
	}
}
