package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

var idleIgnored = &Rule{
	ID:                "idle-ignored",
	Severity:          finding.Warning,
	Layer:             Admission,
	Scope:             Plans,
	NeedsCompletePlan: true,
	Summary:           "idleReplicaCount with only cpu and memory triggers",
	Consequence:       "KEDA always considers such a host active, and never scales it to idle",
	Run:               checkIdleIgnored,
}

func checkIdleIgnored(p *pass) {
	least := p.Spec.MinReplicaCount
	// replicas-range reports a count that is not below the minimum.
	if idle := p.Spec.IdleReplicaCount; idle != nil && *idle >= 0 && p.onlyResources() && least != nil && *least > *idle {
		p.report("spec.idleReplicaCount", fmt.Sprintf("idleReplicaCount %d has no effect with only cpu and memory triggers", *p.Spec.IdleReplicaCount),
			"remove it, or add a signal from outside the pods")
	}
}
