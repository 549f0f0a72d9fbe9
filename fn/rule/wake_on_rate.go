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
	Summary:           "scaling to zero where only rate() and similar functions can wake",
	Consequence:       "they miss the first request of a new series, and after zero every series is new",
	Run:               checkWakeOnRate,
}

// checkWakeOnRate reports workloads that only counters can wake. In a new series, as all are at
// first, rate() and similar functions see no growth before the second sample.
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
		p.report(triggerPath(i), "the first request does not wake the workload; rate() misses the start of a new series",
			"have clients retry, or "+p.hintFor(fmt.Sprintf("use signal %s, whose query counts it", p.annotation("rps")), "use a difference: for a counter M, sum((M - (M offset 1m)) >= 0 or M) / 60"))
	}
}
