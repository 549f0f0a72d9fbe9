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
	Summary:           "scaling to zero where only pending Redis stream entries can wake",
	Consequence:       "entries become pending when a consumer reads them, and at zero there is no consumer",
	Run:               checkStreamPending,
}

// checkStreamPending reports workloads that only entries already read from a Redis stream can
// wake.
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
		p.report(triggerPath(i), "pending entries cannot wake the workload; at zero, no consumer reads entries",
			"use lagCount instead of pendingEntriesCount (Redis 7 or later), or streamLength without a consumerGroup")
	}
}
