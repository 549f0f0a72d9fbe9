package rule

import (
	"strings"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
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
		case countsPending(t):
			pending = append(pending, i)
		case !keda.IsResourceTrigger(t.Type) && p.presence(i, t) != inside:
			return
		}
	}
	for _, i := range pending {
		p.report(triggerPath(i), "the host may be at zero, and is woken by entries that its consumerGroup has read and not acknowledged: at zero nobody reads",
			"write lagCount in place of pendingEntriesCount, with Redis 7 or later, or streamLength without a consumerGroup")
	}
}

// countsPending is pkg/scalers/redis_streams_scaler.go: a group without lagCount.
func countsPending(t keda.Trigger) bool {
	grouped := t.Metadata["consumerGroup"]+t.Metadata["consumerGroupFromEnv"] != ""
	lag, known := amount(t.Metadata["lagCount"])
	return strings.HasPrefix(t.Type, "redis") && strings.HasSuffix(t.Type, "streams") && grouped && (t.Metadata["lagCount"] == "" || known && lag == 0)
}
