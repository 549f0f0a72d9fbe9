package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

var targetRange = &Rule{
	ID:           "target-range",
	Severity:     finding.Error,
	Layer:        Scaling,
	Scope:        Plans,
	ReadsTrigger: []string{"metadata.threshold", "metadata.query"},
	Summary:      "a target that the signal never exceeds",
	Consequence:  "the workload never scales up",
	Run:          checkTargetRange,
}

func checkTargetRange(p *pass) {
	p.eachBounded(func(path string, target, most float64) {
		if target >= most {
			p.report(path, fmt.Sprintf("target %v is never exceeded; the signal's maximum is %v", target, most), p.reachableHint(target, most))
		}
	})
}
