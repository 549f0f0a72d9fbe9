package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

var periodRange = &Rule{
	ID:          "period-range",
	Severity:    finding.Error,
	Layer:       Admission,
	Scope:       Plans,
	Summary:     "polling and cooldown periods below their minimum",
	Consequence: "KEDA's CRD rejects them",
	Run:         checkPeriodRange,
}

func checkPeriodRange(p *pass) {
	for _, period := range p.periods() {
		if period.value != nil && *period.value < period.least {
			p.report("spec."+period.name, fmt.Sprintf("%s %d is below the minimum of %d", period.name, *period.value, period.least), fmt.Sprintf("use %d or more", period.least))
		}
	}
}
