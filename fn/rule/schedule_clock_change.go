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
	Summary:      "a schedule that KEDA does not follow around clock changes",
	Consequence:  "KEDA's cron library skips times that do not exist on such a day",
	Run:          checkScheduleClockChange,
}

// checkScheduleClockChange reports cron triggers that KEDA does not follow around changes to or
// from daylight saving time.
func checkScheduleClockChange(p *pass) {
	p.eachSchedule(func(i int, t keda.Trigger, replicas int64) {
		r, ok := schedule.FromCron(t.Metadata)
		if !ok {
			return
		}
		deviation, ok := r.Deviation()
		if !ok {
			return
		}
		does := "keeps %d replicas outside the schedule"
		if !deviation.Active {
			does = "does not keep the %d replicas"
		}
		hint := "if that matters, use daily, or a time zone without daylight saving time"
		if deviation.GapFrom < deviation.GapTo {
			hint = fmt.Sprintf("use a time before %s, or at %s or later", deviation.GapFrom, deviation.GapTo)
		}
		p.report(triggerPath(i), fmt.Sprintf("KEDA deviates from this schedule when the clocks change: on %s, it "+does, deviation.At.Format("Monday, 2 January 2006, 15:04"), replicas), hint)
	})
}
