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

// checkScheduleUnused reports cron triggers whose number of replicas has no effect. It ignores
// formulas, which may use that number in any way.
func checkScheduleUnused(p *pass) {
	if p.countsUnread() || p.modifiers().Formula != "" {
		return
	}
	least := int64(0)
	if p.Spec.MinReplicaCount != nil {
		least = int64(*p.Spec.MinReplicaCount)
	}
	p.eachSchedule(func(i int, _ keda.Trigger, replicas int64) {
		path, most := triggerPath(i), int64(p.maxReplicas())
		switch {
		case p.Spec.IdleReplicaCount != nil && replicas < least:
			p.report(path, fmt.Sprintf("requests %s, but the minimum of an active host is %d", count(replicas, "replica"), least), fmt.Sprintf("use %d or more", least))
		case p.Spec.IdleReplicaCount == nil && replicas <= least:
			p.report(path, fmt.Sprintf("requests %s, but the minimum is %d anyway", count(replicas, "replica"), least), "use more than the minimum, or remove it")
		case replicas > most && !p.TriggerOrigins[i].Scheduled:
			p.report(path, fmt.Sprintf("requests %s, but the maximum is %d", count(replicas, "replica"), most), fmt.Sprintf("use %d or less, or raise the maximum", most))
		}
	})
}
