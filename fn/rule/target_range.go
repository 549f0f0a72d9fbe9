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
	Summary:      "a target that the signal can never exceed",
	Consequence:  "the host never scales up",
	Run:          checkTargetRange,
}

func checkTargetRange(p *pass) {
	p.eachBounded(func(path string, target, most float64) {
		if target >= most {
			p.report(path, fmt.Sprintf("the target %v is never passed: the signal is at most %v", target, most), p.reachable(target, most))
		}
	})
}
