package rule

import (
	"strings"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/signal"
)

// streamPending is for hosts that only what a group of consumers has read from a Redis
// stream can wake.
func streamPending(s *pass) {
	if !s.Sleeps() || s.modifiers().Formula != "" {
		return
	}
	var pending []int
	for i, t := range s.Spec.Triggers {
		switch {
		case countsPending(t):
			pending = append(pending, i)
		case !signal.IsResource(t.Type) && s.presence(i, t) != inside:
			return
		}
	}
	for _, i := range pending {
		s.report(triggerPath(i), "the host may be at zero, and is woken by entries that its consumerGroup has read and not acknowledged: at zero nobody reads",
			"write lagCount in place of pendingEntriesCount, with Redis 7 or later, or streamLength without a consumerGroup")
	}
}

// countsPending is pkg/scalers/redis_streams_scaler.go: a group without lagCount.
func countsPending(t keda.Trigger) bool {
	grouped := t.Metadata["consumerGroup"]+t.Metadata["consumerGroupFromEnv"] != ""
	lag, known := amount(t.Metadata["lagCount"])
	return strings.HasPrefix(t.Type, "redis") && strings.HasSuffix(t.Type, "streams") && grouped && (t.Metadata["lagCount"] == "" || known && lag == 0)
}
