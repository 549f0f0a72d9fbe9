package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

var replicasRange = &Rule{
	ID:          "replicas-range",
	Severity:    finding.Error,
	Layer:       Admission,
	Scope:       Plans,
	ReadsSpec:   []string{"spec.minReplicaCount", "spec.maxReplicaCount", "spec.idleReplicaCount"},
	Summary:     "replica counts that contradict each other",
	Consequence: "KEDA's CRD and webhook reject them",
	Run:         checkReplicasRange,
}

func checkReplicasRange(p *pass) {
	if p.countsUnread() {
		return
	}
	least, idle := p.Spec.MinReplicaCount, p.Spec.IdleReplicaCount
	// Generation always sets both; only scaled-object can remove them.
	if least == nil && !p.isHandWritten() {
		p.report("spec.minReplicaCount", "minReplicaCount is removed, which KEDA reads as 0", "set it to 0 if that is intended")
		return
	}
	if least == nil {
		least = new(int32)
	}
	most := p.maxReplicas()
	if *least < 0 {
		p.report("spec.minReplicaCount", fmt.Sprintf("minimum %d is below 0", *least), "use 0 or more")
	}
	if most < 1 {
		p.report("spec.maxReplicaCount", fmt.Sprintf("maximum %d is below 1", most), "use 1 or more")
	}
	if *least > most {
		p.report("spec.minReplicaCount", fmt.Sprintf("minimum %d is above the maximum of %d (%s)", *least, most, p.maxReplicasSource()),
			fmt.Sprintf("lower it to %d, or raise the maximum with %s", most, p.hintFor(p.annotation("max-replicas"), "spec.maxReplicaCount")))
	}
	switch {
	case idle == nil:
	case *idle < 0 || *idle > 0 && *idle >= *least:
		p.report("spec.idleReplicaCount", fmt.Sprintf("idleReplicaCount %d is not below the minimum of %d", *idle, *least), "use 0")
	case *idle > 0:
		p.report("spec.idleReplicaCount", fmt.Sprintf("KEDA supports only 0 idle replicas; the HPA restores the minimum of %[2]d, not %[1]d", *idle, *least), "use 0")
	}
}
