package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/managed"
)

// Paths of fields that several rules are about.
const (
	hpaNamePath        = "spec.advanced.horizontalPodAutoscalerConfig.name"
	behaviorPath       = "spec.advanced.horizontalPodAutoscalerConfig.behavior"
	modifiersPath      = "spec.advanced.scalingModifiers"
	transferPath       = "metadata.annotations[" + keda.AnnotationTransferHPAOwnership + "]"
	pausedReplicasPath = "metadata.annotations[" + keda.AnnotationPausedReplicas + "]"
	// adoptedPath precedes the fields of an HPA that an earlier render adopted.
	adoptedPath = "metadata.annotations[" + managed.AnnotationAdopted + "] "
)

// triggerPath returns the path of a trigger.
func triggerPath(i int) string { return fmt.Sprintf("spec.triggers[%d]", i) }
