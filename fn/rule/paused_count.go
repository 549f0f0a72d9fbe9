package rule

import (
	"fmt"
	"strconv"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

var pausedCount = &Rule{
	ID:          "paused-count",
	Severity:    finding.Error,
	Layer:       Scaling,
	Scope:       Plans,
	Summary:     "a paused-replicas annotation that is not an integer",
	Consequence: "KEDA fails to reconcile the ScaledObject",
	Run:         checkPausedCount,
}

func checkPausedCount(p *pass) {
	value, given := p.Annotations[keda.AnnotationPausedReplicas]
	if _, err := strconv.ParseInt(value, 10, 32); given && err != nil {
		p.report(pausedReplicasPath, fmt.Sprintf("%q is not an integer", value), "set the replica count to pause at, such as \"0\"")
	}
}
