package plan

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/schedule"
)

// schedule makes a trigger of every line that can be read; of others it is said where
// they were.
func (r *resolver) schedule() {
	source := r.settings.schedule.Source
	free := r.freeNames("schedule")
	for i, line := range r.settings.schedule.V {
		hours, problems := schedule.Parse(line)
		if len(problems) > 0 {
			continue
		}
		r.trigger(keda.Trigger{Type: keda.TriggerCron, Name: free(), Metadata: hours.Metadata()},
			TriggerOrigin{Source: Source{source.Layer, fmt.Sprintf("%s[%d]", source.Field, i)}, Scheduled: true})
	}
}

// freeNames returns a function that gives one name after the other, each of which no
// trigger has yet, and a formula can use.
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
