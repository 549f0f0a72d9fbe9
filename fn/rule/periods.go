package rule

import (
	"modelhost.dev/scale-modelhosts/fn/keda"
)

// period is a span of time in seconds; its value is nil where it is absent.
type period struct {
	name  string
	value *int32
	least int32
}

func (p *pass) periods() []period {
	return []period{
		{"pollingInterval", p.Spec.PollingInterval, keda.MinPollingInterval},
		{"cooldownPeriod", p.Spec.CooldownPeriod, keda.MinCooldownPeriod},
		{"initialCooldownPeriod", p.Spec.InitialCooldownPeriod, keda.MinInitialCooldownPeriod},
	}
}
