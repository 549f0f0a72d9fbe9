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
	Summary:           "a host at zero whose signals may all depend on its pods",
	Consequence:       "if the signals are absent without pods, the host never wakes",
	Run:               checkWakeSourceUnknown,
}

// checkWakeSourceUnknown is for hosts none of whose signals is known to be there at zero.
func checkWakeSourceUnknown(p *pass) {
	w := p.wake.Wakers()
	if !p.ScalesToZero() || p.wakeLater() || len(w.Yes)+len(w.Fallback) > 0 {
		return
	}
	var names []string
	why, allInside := "", p.modifiers().Formula != ""
	for _, i := range w.Unknown {
		t := p.Spec.Triggers[i]
		allInside = allInside && p.wake.Presence(i) == wake.OnlyWithPods
		names, why = append(names, cmp.Or(t.Name, t.Type)), cmp.Or(why, p.whySilent(t))
	}
	if len(names) == 0 {
		return
	}
	if allInside {
		p.report(p.zero(), fmt.Sprintf("the host may be at zero, and its formula is over what is there only while it has pods (%s): unless it makes something of nothing, it does not wake the host", strings.Join(names, ", ")), p.wakeHint()+", and put it into the formula")
		return
	}
	p.report(p.zero(), fmt.Sprintf("the host may be at zero, and nothing here tells whether what it scales on (%s) is there without its pods%s", strings.Join(names, ", "), why),
		p.hintFor("if it is, say so with a signal of the functionConfig that has outsidePod: true; if not, ", "see that it is; if not, ")+p.wayToWake(why))
}
