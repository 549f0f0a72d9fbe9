package rule

import (
	"fmt"
	"strconv"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/scaler"
)

var timeoutUnit = &Rule{
	ID:          "timeout-unit",
	Severity:    finding.Warning,
	Layer:       Scaling,
	Scope:       Plans,
	Summary:     "a timeout below one second that has no unit",
	Consequence: "KEDA reads it as milliseconds, and polls time out",
	Run:         checkTimeoutUnit,
}

// leastTimeout is, in milliseconds, what nobody means who writes seconds.
const leastTimeout = 1000

// checkTimeoutUnit is for seconds that KEDA takes for milliseconds.
func checkTimeoutUnit(p *pass) {
	for i, t := range p.Spec.Triggers {
		text := strings.TrimSpace(t.Metadata["timeout"])
		if n, err := strconv.Atoi(text); err == nil && n > 0 && n < leastTimeout && isDuration(t.Type, "timeout") {
			p.report(triggerPath(i)+".metadata.timeout", fmt.Sprintf("timeout %q is %d milliseconds", text, n), fmt.Sprintf("write %ds if seconds are meant, or %dms", n, n))
		}
	}
}

func isDuration(typ, name string) bool {
	s, _ := scaler.Find(typ)
	for _, p := range s.ParametersNamed(name) {
		if p.Type == "duration" {
			return true
		}
	}
	return false
}
