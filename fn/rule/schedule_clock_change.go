package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/schedule"
)

var scheduleClockChange = &Rule{
	ID:           "schedule-clock-change",
	Severity:     finding.Warning,
	Layer:        Scaling,
	Scope:        Plans,
	ReadsTrigger: []string{"metadata.timezone", "metadata.start", "metadata.end"},
	Summary:      "a schedule that goes wrong around daylight saving changes",
	Consequence:  "KEDA's cron library skips times that such a day does not have",
	Run:          checkScheduleClockChange,
}

// checkScheduleClockChange is for times around the days on which clocks are set, where KEDA goes by
// which of start and end is next, and passes over what such a day does not have.
func checkScheduleClockChange(p *pass) {
	p.eachSchedule(func(i int, t keda.Trigger, replicas int64) {
		r, ok := schedule.FromCron(t.Metadata)
		if !ok {
			return
		}
		slip, ok := r.Deviation()
		if !ok {
			return
		}
		does := "has %d replicas that are not asked for"
		if !slip.Active {
			does = "does not have the %d replicas"
		}
		hint := "it is once a year; write daily, or a time zone that never sets its clocks, if it matters"
		if slip.GapFrom < slip.GapTo {
			hint = fmt.Sprintf("take a time before %s, or from %s on", slip.GapFrom, slip.GapTo)
		}
		p.report(triggerPath(i), fmt.Sprintf("KEDA goes wrong with it around the day on which clocks are set: as on %s, when the host "+does, slip.At.Format("Monday, 2 January 2006, 15:04"), replicas), hint)
	})
}
