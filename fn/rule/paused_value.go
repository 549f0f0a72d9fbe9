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
	Summary:     "a KEDA pause annotation that is neither true nor false",
	Consequence: "KEDA treats any value it cannot parse as true, and stops scaling",
	Run:         checkPausedValue,
}

// switches are KEDA's boolean annotations.
var switches = []string{keda.AnnotationPaused, keda.AnnotationPausedScaleIn, keda.AnnotationPausedScaleOut, keda.AnnotationForceActivation}

func checkPausedValue(p *pass) {
	for _, name := range switches {
		value, given := p.Annotations[name]
		if _, err := strconv.ParseBool(value); given && err != nil {
			p.report("metadata.annotations["+name+"]", fmt.Sprintf("%q is not a boolean; KEDA treats it as true", value), "use \"true\" or \"false\"")
		}
	}
}
