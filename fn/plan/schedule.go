package plan

import (
	"fmt"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/schedule"
)

// schedule makes a trigger of every line that can be read; of others it is said where
// they were.
func (r *resolver) schedule() {
	source := r.settings.schedule.Source
	for i, line := range r.settings.schedule.V {
		hours, problems := schedule.Parse(line)
		if len(problems) > 0 {
			continue
		}
		r.trigger(keda.Trigger{Type: keda.TriggerCron, Name: r.freeName("schedule"), Metadata: hours.Metadata()},
			Origin{Source: Source{source.Layer, fmt.Sprintf("%s[%d]", source.Field, i)}, Scheduled: true})
	}
}

// freeName is a name that no trigger has yet, and that a formula can use.
func (r *resolver) freeName(name string) string {
	taken := func(name string) bool {
		return slices.ContainsFunc(r.plan.Spec.Triggers, func(t keda.Trigger) bool { return t.Name == name })
	}
	free := name
	for n := 2; taken(free); n++ {
		free = fmt.Sprintf("%s_%d", name, n)
	}
	return free
}
