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
	Consequence: "KEDA's CRD and webhook refuse them",
	Run:         checkReplicasRange,
}

func checkReplicasRange(p *pass) {
	if p.countsUnread() {
		return
	}
	least, idle := p.Spec.MinReplicaCount, p.Spec.IdleReplicaCount
	// Both are always written; the escape hatch may take them away again.
	if least == nil && !p.isHandWritten() {
		p.report("spec.minReplicaCount", "minReplicaCount is taken away, which KEDA reads as 0", "write 0 if that is meant")
		return
	}
	if least == nil {
		least = new(int32)
	}
	most := p.most()
	if *least < 0 {
		p.report("spec.minReplicaCount", fmt.Sprintf("the minimum %d is below 0", *least), "write 0 or more")
	}
	if most < 1 {
		p.report("spec.maxReplicaCount", fmt.Sprintf("the maximum %d is below 1", most), "write 1 or more")
	}
	if *least > most {
		p.report("spec.minReplicaCount", fmt.Sprintf("the minimum %d is above the maximum %d (%s)", *least, most, p.mostSource()),
			fmt.Sprintf("lower it to %d, or raise the maximum with %s", most, p.hintFor(p.annotation("max-replicas"), "spec.maxReplicaCount")))
	}
	switch {
	case idle == nil:
	case *idle < 0 || *idle > 0 && *idle >= *least:
		p.report("spec.idleReplicaCount", fmt.Sprintf("%d idle replicas are not below the minimum %d", *idle, *least), "write 0")
	case *idle > 0:
		p.report("spec.idleReplicaCount", fmt.Sprintf("%d idle replicas do not work: the HPA brings the minimum %d back", *idle, *least), "write 0")
	}
}
