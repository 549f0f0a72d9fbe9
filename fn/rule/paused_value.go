package rule

import (
	"fmt"
	"strconv"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

var pausedValue = &Rule{
	ID:          "paused-value",
	Severity:    finding.Warning,
	Layer:       Scaling,
	Scope:       Plans,
	Summary:     "an annotation that pauses KEDA and is neither true nor false",
	Consequence: "KEDA takes whatever it cannot read for true, and stops scaling",
	Run:         checkPausedValue,
}

// switches are KEDA's annotations that are true or false.
var switches = []string{keda.AnnotationPaused, keda.AnnotationPausedScaleIn, keda.AnnotationPausedScaleOut, keda.AnnotationForceActivation}

func checkPausedValue(p *pass) {
	for _, name := range switches {
		value, given := p.Annotations[name]
		if _, err := strconv.ParseBool(value); given && err != nil {
			p.report("metadata.annotations["+name+"]", fmt.Sprintf("%q is neither true nor false, and KEDA takes it for true", value), "write \"true\" or \"false\"")
		}
	}
}
