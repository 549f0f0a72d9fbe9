package rule

import (
	"fmt"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/keda"
)

// cooldownColdStart holds the cool-downs against what a pod may take to load its model.
func cooldownColdStart(s *subject) {
	if !s.Sleeps() {
		return
	}
	cold := s.ColdStart
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
			s.find("spec."+p.name, fmt.Sprintf("%s is %ds, but %s the model %ds to load", p.name, seconds, s.whoGives(), cold),
				s.set(p.key, fmt.Sprintf("%ds", cold), "spec."+p.name, cold)+", or more")
		}
	}
}

// whoGives is what says how long a model may take.
func (s *subject) whoGives() string {
	source := s.Source("coldStart")
	if s.IsWritten() || source.Field == "" {
		return "the startup probe gives"
	}
	return strings.TrimSuffix(strings.TrimPrefix(source.Field, "metadata.annotations["), "]") + " gives"
}
