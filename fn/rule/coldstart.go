package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

// cooldownColdStart holds the cool-downs against what the startup probe allows a
// pod to load its model in.
func cooldownColdStart(s *subject) {
	if !s.Sleeps() {
		return
	}
	cold := s.coldStart()
	periods := []struct {
		name, key string
		value     *int32
		without   int32
	}{
		{"cooldownPeriod", "cooldown-period", s.Spec.CooldownPeriod, keda.DefaultCooldownPeriod},
		{"initialCooldownPeriod", "initial-cooldown-period", s.Spec.InitialCooldownPeriod, 0},
	}
	for _, p := range periods {
		seconds := p.without
		if p.value != nil {
			seconds = *p.value
		}
		if int64(seconds) < cold {
			s.find("spec."+p.name, fmt.Sprintf("%s is %ds, but the startup probe gives the model %ds to load", p.name, seconds, cold),
				s.set(p.key, fmt.Sprintf("%ds", cold), "spec."+p.name, cold)+", or more")
		}
	}
}

// coldStart is the longest that a container's startup probe waits, in seconds.
func (s *subject) coldStart() int64 {
	var longest int64
	for _, c := range s.containers() {
		probe := inventory.Field(c, "startupProbe")
		if probe == nil {
			continue
		}
		wait := number(inventory.Field(probe, "initialDelaySeconds"), 0) +
			number(inventory.Field(probe, "failureThreshold"), 3)*number(inventory.Field(probe, "periodSeconds"), 10)
		longest = max(longest, wait)
	}
	return longest
}
