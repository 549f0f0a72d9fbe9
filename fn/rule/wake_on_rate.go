package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/wake"
)

var wakeOnRate = &Rule{
	ID:                "wake-on-rate",
	Severity:          finding.Warning,
	Layer:             Scaling,
	Scope:             Plans,
	NeedsCompletePlan: true,
	ReadsTrigger:      []string{"metadata.query"},
	Summary:           "a host at zero that only rate() or similar can wake",
	Consequence:       "they do not see the first request of a new series, and at first every series is new",
	Run:               checkWakeOnRate,
}

// checkWakeOnRate is for hosts that only counters can wake: of a series that is new, as all
// are at first, rate() and its like see no growth before the second sample.
func checkWakeOnRate(p *pass) {
	if !p.ScalesToZero() || p.modifiers().Formula != "" {
		return
	}
	var late []int
	for i, t := range p.Spec.Triggers {
		switch q, err := p.wake.Query(t.Metadata["query"]); {
		case p.wake.Presence(i) != wake.AtZeroToo:
		case t.Type != keda.TriggerPrometheus || p.TriggerOrigins[i].Builtin || err != nil || !q.HasCall("rate", "irate", "increase"):
			return
		default:
			late = append(late, i)
		}
	}
	for _, i := range late {
		p.report(triggerPath(i), "the host may be at zero, and the first request of all does not wake it: rate() and its like do not see where a new series comes from",
			"count on clients that try again, or "+p.hintFor(fmt.Sprintf("take the signal %s, whose query sees it", p.annotation("rps")), "take a difference instead, as sum((M - (M offset 1m)) >= 0 or M) / 60 is of a counter M"))
	}
}
