package rule

import (
	"fmt"
	"strconv"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

var activationUnused = &Rule{
	ID:                "activation-unused",
	Severity:          finding.Warning,
	Layer:             Scaling,
	Scope:             Plans,
	NeedsCompletePlan: true,
	Summary:           "an activation that has no effect",
	Consequence:       "a host that never scales to zero needs no activation",
	Run:               checkActivationUnused,
}

func checkActivationUnused(p *pass) {
	formula := p.modifiers().Formula != ""
	if p.ScalesToZero() && !formula {
		return
	}
	for i, t := range p.Spec.Triggers {
		path := triggerPath(i) + ".metadata.activationThreshold"
		value, given := t.Metadata["activationThreshold"]
		if n, err := strconv.ParseFloat(value, 64); err == nil && n == 0 {
			continue // It is KEDA's default.
		}
		if given && p.isExplicit(path) && p.ScalesToZero() {
			p.report(path, fmt.Sprintf("activation %s has no effect with a formula", value), "set advanced.scalingModifiers.activationTarget, which applies to the result of the formula")
		} else if given && p.isExplicit(path) {
			p.report(path, fmt.Sprintf("activation %s has no effect; with a minimum of %d, the host never scales to zero", value, *p.Spec.MinReplicaCount), "remove it, or let the host scale to zero")
		}
	}
}
