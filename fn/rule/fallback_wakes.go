package rule

import (
	"cmp"
	"fmt"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

var FallbackWakes = &Rule{
	ID:                "fallback-wakes",
	Severity:          finding.Warning,
	Layer:             Scaling,
	Scope:             Plans,
	NeedsCompletePlan: true,
	ReadsSpec:         []string{"spec.fallback", "spec.advanced.scalingModifiers", "spec.scaleTargetRef"},
	LooksUp:           workloadKinds,
	Summary:           "a fallback that wakes a host scaled to zero",
	Consequence:       "KEDA treats a trigger that falls back as active, so the host starts and stops repeatedly",
	Run:               checkFallbackWakes,
}

// checkFallbackWakes covers hosts that their fallback wakes: KEDA 2.21.0 treats a trigger that
// falls back as active, also at zero (pkg/scaling/scale_handler.go, getScalerState).
func checkFallbackWakes(p *pass) {
	failing := p.wake.WokenByFallback()
	if len(failing) == 0 {
		return
	}
	var names []string
	for _, i := range failing {
		names = append(names, cmp.Or(p.Spec.Triggers[i].Name, p.Spec.Triggers[i].Type))
	}
	p.report("spec.fallback", fmt.Sprintf("the fallback wakes the host from zero after %s of triggers that need its pods: %s", polls(p.wake.FailedPolls()), strings.Join(names, ", ")),
		"set ignoreNullValues: \"true\" and add a signal from outside the pods, or remove the fallback, or set the minimum to 1")
}

func polls(n int) string {
	if n == 1 {
		return "one failed poll"
	}
	return fmt.Sprintf("%d failed polls", n)
}
