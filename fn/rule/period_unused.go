package rule

import (
	"cmp"
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

var periodUnused = &Rule{
	ID:                "period-unused",
	Severity:          finding.Info,
	Layer:             Scaling,
	Scope:             Plans,
	NeedsCompletePlan: true,
	Summary:           "polling and cool-down periods on a host that is never at zero",
	Consequence:       "they have no effect, and do no harm",
	Run:               checkPeriodUnused,
}

func checkPeriodUnused(p *pass) {
	if p.ScalesToZero() {
		return
	}
	var idle []string
	first := ""
	for _, period := range p.periods() {
		// Cached metrics and formulas are worked out with every poll.
		polls := period.name == "pollingInterval" && (p.caches() || p.modifiers() != (keda.ScalingModifiers{}))
		// One that KEDA refuses is told already.
		if period.value == nil || *period.value < period.least || polls {
			continue
		}
		idle, first = append(idle, fmt.Sprintf("%s %ds", period.name, *period.value)), cmp.Or(first, "spec."+period.name)
	}
	if len(idle) == 0 {
		return
	}
	verb, them := "has", "it"
	if len(idle) > 1 {
		verb, them = "have", "them"
	}
	p.report(first, fmt.Sprintf("%s %s no effect on a host that is never at zero (minimum %d)", both(idle), verb, *p.Spec.MinReplicaCount),
		fmt.Sprintf("remove %s, or let the host sleep; behavior sets how fast the HPA scales", them))
}

func (p *pass) caches() bool {
	for _, t := range p.Spec.Triggers {
		if t.UseCachedMetrics != nil && *t.UseCachedMetrics {
			return true
		}
	}
	return false
}
