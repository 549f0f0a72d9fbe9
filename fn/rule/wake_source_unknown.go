package rule

import (
	"cmp"
	"fmt"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/wake"
)

var wakeSourceUnknown = &Rule{
	ID:                "wake-source-unknown",
	Severity:          finding.Warning,
	Layer:             Scaling,
	Scope:             Plans,
	NeedsCompletePlan: true,
	ReadsSpec:         []string{"spec.scaleTargetRef"},
	LooksUp:           workloadKinds,
	Summary:           "scaling to zero without a signal known to exist without pods",
	Consequence:       "if the signals do not exist without pods, the workload never wakes",
	Run:               checkWakeSourceUnknown,
}

// checkWakeSourceUnknown reports workloads with no signal that is known to exist at zero.
func checkWakeSourceUnknown(p *pass) {
	w := p.wake.Wakers()
	if !p.ScalesToZero() || p.wakingIsFilledLater() || len(w.Yes)+len(w.Fallback) > 0 {
		return
	}
	var names []string
	var excluded exclusion
	allInside := p.modifiers().Formula != ""
	for _, i := range w.Unknown {
		t := p.Spec.Triggers[i]
		allInside = allInside && p.wake.Presence(i) == wake.OnlyWithPods
		names, excluded = append(names, cmp.Or(t.Name, t.Type)), cmp.Or(excluded, p.exclusion(t))
	}
	if len(names) == 0 {
		return
	}
	if allInside {
		p.report(p.scaleToZeroField(), fmt.Sprintf("at zero the formula has no values; its signals need running pods (%s)", strings.Join(names, ", ")), p.wakeHint()+", and use it in the formula")
		return
	}
	p.report(p.scaleToZeroField(), fmt.Sprintf("the workload scales to zero, but its signals may need running pods (%s)%s", strings.Join(names, ", "), excluded),
		p.hintFor("if they exist without pods, define them as signals with outsidePod: true in the functionConfig; if not, ", "make sure that they exist without pods; if not, ")+p.exclusionHint(excluded))
}
