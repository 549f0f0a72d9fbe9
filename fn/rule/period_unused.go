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
	Summary:           "polling and cooldown periods on a workload that never scales to zero",
	Consequence:       "they have no effect",
	Run:               checkPeriodUnused,
}

func checkPeriodUnused(p *pass) {
	if p.ScalesToZero() {
		return
	}
	var idle []string
	first := ""
	for _, period := range p.periods() {
		// KEDA computes cached metrics and formulas at every poll.
		polls := period.name == "pollingInterval" && (p.hasCachedMetrics() || p.modifiers() != (keda.ScalingModifiers{}))
		// period-range reports a value that KEDA rejects.
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
	p.report(first, fmt.Sprintf("%s %s no effect; with a minimum of %d, the workload never scales to zero", joinAnd(idle), verb, *p.Spec.MinReplicaCount),
		fmt.Sprintf("remove %s, or allow scaling to zero; behavior controls how fast the HPA scales", them))
}

// hasCachedMetrics reports whether a trigger uses cached metrics.
func (p *pass) hasCachedMetrics() bool {
	for _, t := range p.Spec.Triggers {
		if t.UseCachedMetrics != nil && *t.UseCachedMetrics {
			return true
		}
	}
	return false
}
