package rule

import (
	"fmt"
	"math"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

var targetTolerance = &Rule{
	ID:           "target-tolerance",
	Severity:     finding.Warning,
	Layer:        Scaling,
	Scope:        Plans,
	ReadsTrigger: []string{"metadata.threshold", "metadata.query"},
	Summary:      "a target within the HPA's tolerance of the signal's maximum",
	Consequence:  "the signal never exceeds the target by more than the HPA's tolerance, so the workload never scales up",
	Run:          checkTargetTolerance,
}

func checkTargetTolerance(p *pass) {
	p.eachBounded(func(path string, target, most float64) {
		if target < most && most/target-1 <= p.tolerance() {
			p.report(path, fmt.Sprintf("target %v is too close to the maximum of %[3]v; the HPA ignores changes within %[2]v%%", target, math.Round(p.tolerance()*1000)/10, most),
				p.reachableHint(target, most))
		}
	})
}
