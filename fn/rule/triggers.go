package rule

import (
	"strconv"

	"modelhost.dev/scale-modelhosts/fn/keda"
)

// eachSchedule calls do for each cron trigger that KEDA can read, with its replicas.
func (p *pass) eachSchedule(do func(i int, t keda.Trigger, replicas int64)) {
	for i, t := range p.Spec.Triggers {
		replicas, err := strconv.ParseInt(t.Metadata["desiredReplicas"], 10, 64)
		if t.Type == keda.TriggerCron && err == nil && replicas > 0 {
			do(i, t, replicas)
		}
	}
}

// eachPrometheus calls do for each Prometheus trigger.
func (p *pass) eachPrometheus(do func(path string, t keda.Trigger)) {
	for i, t := range p.Spec.Triggers {
		if t.Type == keda.TriggerPrometheus {
			do(triggerPath(i), t)
		}
	}
}
