package rule

import (
	"strconv"

	"modelhost.dev/scale-modelhosts/fn/keda"
)

// eachSchedule is every cron trigger that KEDA can read, with the replicas that it wants.
func (p *pass) eachSchedule(judge func(i int, t keda.Trigger, replicas int64)) {
	for i, t := range p.Spec.Triggers {
		replicas, err := strconv.ParseInt(t.Metadata["desiredReplicas"], 10, 64)
		if t.Type == keda.TriggerCron && err == nil && replicas > 0 {
			judge(i, t, replicas)
		}
	}
}
