package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/keda"
)

// onlyResources reports whether there are triggers and all of them are cpu or memory.
func (p *pass) onlyResources() bool {
	for _, t := range p.Spec.Triggers {
		if !keda.IsResourceTrigger(t.Type) {
			return false
		}
	}
	return len(p.Spec.Triggers) > 0
}

// wakeHint returns the fix for a workload that cannot come back from zero.
func (p *pass) wakeHint() string {
	return p.hintFor(
		fmt.Sprintf("add a signal from outside the pods, such as %s: \"5\", or set %s: \"1\"", p.annotation("rps"), p.annotation("min-replicas")),
		"add a trigger on a metric that exists without pods, such as a queue or a gateway's request rate, or set spec.minReplicaCount: 1 and no idleReplicaCount",
	)
}
