package rule

import (
	"modelhost.dev/scale-modelhosts/fn/managed"
)

// adoptedPath is in front of the fields of an HPA that an earlier run has adopted.
const adoptedPath = "metadata.annotations[" + managed.AnnotationAdopted + "] "
