package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/keda"
)

// onlyResources says that there are triggers, all of them cpu or memory.
func (p *pass) onlyResources() bool {
	for _, t := range p.Spec.Triggers {
		if !keda.IsResourceTrigger(t.Type) {
			return false
		}
	}
	return len(p.Spec.Triggers) > 0
}

// wakeHint says how a host comes back from zero, or never goes there.
func (p *pass) wakeHint() string {
	return p.hintFor(
		fmt.Sprintf("add a signal from outside the pods, such as %s: \"5\", or set %s: \"1\"", p.annotation("rps"), p.annotation("min-replicas")),
		"add a trigger on something that is there without pods, such as a queue or a gateway's request rate, or set spec.minReplicaCount: 1 and no idleReplicaCount",
	)
}
