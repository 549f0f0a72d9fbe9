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
	Summary:     "periods below their least",
	Consequence: "KEDA's CRD refuses them",
	Run:         checkPeriodRange,
}

func checkPeriodRange(p *pass) {
	for _, period := range p.periods() {
		if period.value != nil && *period.value < period.least {
			p.report("spec."+period.name, fmt.Sprintf("%s %d is less than %d", period.name, *period.value, period.least), fmt.Sprintf("write %d or more", period.least))
		}
	}
}
