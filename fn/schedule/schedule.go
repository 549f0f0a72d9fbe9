// Package schedule reads the hours for which a host has replicas ready, and says them
// as KEDA's cron scaler has them.
package schedule

import (
	"fmt"
	"time"
)

// Range is one line of a schedule: on which days, from when to when, a host has at
// least how many replicas.
type Range struct {
	Days Days
	// From and To are of the same day; To is no more of the range.
	From, To Clock
	// Zone is a name of the IANA database.
	Zone     string
	Replicas int32
}

// Example is a line as it is written.
const Example = "Mon-Fri 08:00-20:00 Europe/Berlin: 3"

// String is the line that says the range.
func (r Range) String() string {
	return fmt.Sprintf("%s %s-%s %s: %d", r.Days, r.From, r.To, r.Zone, r.Replicas)
}

// Description say the range to people.
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

// Clock is a time of the day in minutes after midnight; 24:00 is the end of the day.
type Clock int

const (
	hour     Clock = 60
	midnight Clock = 24 * hour
)

func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", c/hour, c%hour) }

// on is the time on the day of a date.
func (c Clock) on(date time.Time, zone *time.Location) time.Time {
	return time.Date(date.Year(), date.Month(), date.Day(), int(c/hour), int(c%hour), 0, 0, zone)
}
