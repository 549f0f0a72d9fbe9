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
	Summary:     "a timeout without a unit, below one second",
	Consequence: "KEDA reads it as milliseconds, and polls time out",
	Run:         checkTimeoutUnit,
}

// minTimeout is the smallest number, in milliseconds, that is plausible as milliseconds.
const minTimeout = 1000

// checkTimeoutUnit reports numbers that look like seconds and that KEDA reads as milliseconds.
func checkTimeoutUnit(p *pass) {
	for i, t := range p.Spec.Triggers {
		text := strings.TrimSpace(t.Metadata["timeout"])
		if n, err := strconv.Atoi(text); err == nil && n > 0 && n < minTimeout && isDuration(t.Type, "timeout") {
			p.report(triggerPath(i)+".metadata.timeout", fmt.Sprintf("timeout %q is %d milliseconds", text, n), fmt.Sprintf("use %ds if you mean seconds, or %dms", n, n))
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
