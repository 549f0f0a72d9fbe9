package plan

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/schedule"
)

// addSchedule adds a trigger for every line of the schedule that can be read. Problems of
// the other lines are reported where the schedule is read.
func (r *resolver) addSchedule() {
	source := r.settings.schedule.Source
	free := r.freeNames("schedule")
	for i, line := range r.settings.schedule.V {
		hours, problems := schedule.Parse(line)
		if len(problems) > 0 {
			continue
		}
		r.addTrigger(keda.Trigger{Type: keda.TriggerCron, Name: free(), Metadata: hours.Metadata()},
			TriggerOrigin{Source: Source{source.Layer, fmt.Sprintf("%s[%d]", source.Field, i)}, Scheduled: true})
	}
}

// freeNames returns a function that returns, one after the other, names that no trigger
// has and that a formula can use.
func (r *resolver) freeNames(name string) func() string {
	taken := map[string]bool{}
	for _, t := range r.plan.Spec.Triggers {
		taken[t.Name] = true
	}
	n := 0
	return func() string {
		for {
			n++
			free := name
			if n > 1 {
				free = fmt.Sprintf("%s_%d", name, n)
			}
			if !taken[free] {
				return free
			}
		}
	}
}
