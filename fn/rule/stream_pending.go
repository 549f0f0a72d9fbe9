package rule

import (
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/wake"
)

var streamPending = &Rule{
	ID:                "stream-pending",
	Severity:          finding.Warning,
	Layer:             Scaling,
	Scope:             Plans,
	NeedsCompletePlan: true,
	ReadsTrigger:      []string{"metadata.consumerGroup", "metadata.lagCount"},
	Summary:           "a host at zero that only pending Redis stream entries can wake",
	Consequence:       "entries become pending when a consumer reads them, and at zero there is none",
	Run:               checkStreamPending,
}

// checkStreamPending is for hosts that only what a group of consumers has read from a Redis
// stream can wake.
func checkStreamPending(p *pass) {
	if !p.ScalesToZero() || p.modifiers().Formula != "" {
		return
	}
	var pending []int
	for i, t := range p.Spec.Triggers {
		switch {
		case measure(t).OnlyWithPods:
			pending = append(pending, i)
		case !keda.IsResourceTrigger(t.Type) && p.wake.Presence(i) != wake.OnlyWithPods:
			return
		}
	}
	for _, i := range pending {
		p.report(triggerPath(i), "the host may be at zero, and is woken by entries that its consumerGroup has read and not acknowledged: at zero nobody reads",
			"write lagCount in place of pendingEntriesCount, with Redis 7 or later, or streamLength without a consumerGroup")
	}
}
