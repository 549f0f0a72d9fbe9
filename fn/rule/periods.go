package rule

import (
	"modelhost.dev/scale-modelhosts/fn/keda"
)

// period is a field of a ScaledObject in seconds. Its value is nil where the field is absent.
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
