package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

var scheduleUnused = &Rule{
	ID:           "schedule-unused",
	Severity:     finding.Warning,
	Layer:        Scaling,
	Scope:        Plans,
	ReadsTrigger: []string{"metadata.desiredReplicas"},
	ReadsSpec:    []string{"spec.maxReplicaCount", "spec.minReplicaCount"},
	Summary:      "a schedule outside the range from minimum to maximum replicas",
	Consequence:  "the minimum and the maximum apply, so the schedule has no effect",
	Run:          checkScheduleUnused,
}

// checkScheduleUnused is for cron triggers that change nothing, or less than they say. What a
// formula makes of them is its own.
func checkScheduleUnused(p *pass) {
	if p.countsUnread() || p.modifiers().Formula != "" {
		return
	}
	least := int64(0)
	if p.Spec.MinReplicaCount != nil {
		least = int64(*p.Spec.MinReplicaCount)
	}
	p.eachSchedule(func(i int, _ keda.Trigger, replicas int64) {
		path, most := triggerPath(i), int64(p.most())
		switch {
		case p.Spec.IdleReplicaCount != nil && replicas < least:
			p.report(path, fmt.Sprintf("asks for %d replicas, and wakes the host to its minimum of %d", replicas, least), fmt.Sprintf("write %d or more", least))
		case p.Spec.IdleReplicaCount == nil && replicas <= least:
			p.report(path, fmt.Sprintf("asks for %d, and the host always has %d replicas", replicas, least), "write more than the minimum, or remove it")
		case replicas > most && !p.TriggerOrigins[i].Scheduled:
			p.report(path, fmt.Sprintf("asks for %d replicas, and gets the maximum, %d", replicas, most), fmt.Sprintf("write %d or less, or raise the maximum", most))
		}
	})
}
