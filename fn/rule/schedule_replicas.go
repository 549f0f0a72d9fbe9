package rule

import (
	"fmt"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

var scheduleReplicas = &Rule{
	ID:          "schedule-replicas",
	Severity:    finding.Error,
	Layer:       Annotations,
	Scope:       Hosts,
	Summary:     "a schedule that asks for more replicas than the maximum",
	Consequence: "the maximum applies, and the host is too small for the expected load",
	Run:         onHosts(checkScheduleReplicas),
}

// checkScheduleReplicas reports schedule lines that exceed the maximum. Both come from the same
// model host, so one of them is wrong.
func checkScheduleReplicas(p *hostPass) {
	if p.countsUnread() {
		return
	}
	p.eachSchedule(func(i int, _ keda.Trigger, replicas int64) {
		if most := int64(p.maxReplicas()); p.TriggerOrigins[i].Scheduled && replicas > most {
			p.report(triggerPath(i), fmt.Sprintf("requests %s, but the maximum is %d (%s)", count(replicas, "replica"), most, p.maxReplicasSource()),
				fmt.Sprintf("use %d or less%s", most, p.raiseHint(most)))
		}
	})
}

// raiseHint returns the end of a hint: how to raise the maximum, or why that is not possible.
func (p *pass) raiseHint(most int64) string {
	switch limit := int64(p.cfg.Limits.MaxReplicas); {
	case limit > 0 && most >= limit:
		return "; spec.limits.maxReplicas of the functionConfig allows no more"
	case strings.Contains(p.Source("spec.maxReplicaCount").Field, "scaled-object"):
		return ", or raise maxReplicaCount there"
	}
	return ", or raise the maximum with " + p.annotation("max-replicas")
}
