// Package schedule parses schedules and converts them to and from KEDA's cron triggers.
package schedule

import (
	"fmt"
	"time"
)

// Range is one line of a schedule: the minimum number of replicas at some hours of some days.
type Range struct {
	Days Days
	// From and To are times of the same day. To is exclusive.
	From, To Clock
	// Zone is a name in the IANA time zone database.
	Zone     string
	Replicas int32
}

// Example is a line in the format that Parse reads.
const Example = "Mon-Fri 08:00-20:00 Europe/Berlin: 3"

// String returns the line for the range.
func (r Range) String() string {
	return fmt.Sprintf("%s %s-%s %s: %d", r.Days, r.From, r.To, r.Zone, r.Replicas)
}

// Description describes the range in words.
func (r Range) Description() string {
	replicas := "replicas"
	if r.Replicas == 1 {
		replicas = "replica"
	}
	days := "on " + r.Days.String()
	if r.Days == everyDay {
		days = daily
	}
	return fmt.Sprintf("at least %d %s %s from %s to %s, %s", r.Replicas, replicas, days, r.From, r.To, r.Zone)
}

// Clock is a time of day in minutes after midnight. 24:00 is the end of the day.
type Clock int

const (
	hour     Clock = 60
	midnight Clock = 24 * hour
)

func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", c/hour, c%hour) }

// on returns the time on a date.
func (c Clock) on(date time.Time, zone *time.Location) time.Time {
	return time.Date(date.Year(), date.Month(), date.Day(), int(c/hour), int(c%hour), 0, 0, zone)
}
