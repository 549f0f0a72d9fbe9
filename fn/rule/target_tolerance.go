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
	Summary:      "a target too close to the signal's maximum",
	Consequence:  "the HPA ignores changes within 10%, so the host never scales up",
	Run:          checkTargetTolerance,
}

func checkTargetTolerance(p *pass) {
	p.eachBounded(func(path string, target, most float64) {
		if target < most && most/target-1 <= p.tolerance() {
			p.report(path, fmt.Sprintf("the target %v is never passed by enough: the HPA acts on %v %% more, and the signal is at most %v", target, math.Round(p.tolerance()*1000)/10, most),
				p.reachable(target, most))
		}
	})
}
