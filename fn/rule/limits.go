package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/keda"
)

// pausedReplicas is the path of KEDA's annotation.
const pausedReplicas = "metadata.annotations[" + keda.AnnotationPausedReplicas + "]"

// triggerPath is the path of a trigger of the spec.
func triggerPath(i int) string { return fmt.Sprintf("spec.triggers[%d]", i) }
