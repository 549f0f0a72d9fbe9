package schedule

import (
	"sync"
	"time"

	"github.com/robfig/cron/v3"
)

// Deviation is a time at which KEDA does not follow a range. It happens around changes to or from
// daylight saving time: KEDA compares the next start with the next end, and its cron library
// skips times that a day does not have.
type Deviation struct {
	At time.Time
	// Active reports what KEDA does: whether it treats the range as active.
	Active bool
	// GapFrom and GapTo are the times that the clock skips, if the range begins or ends in the
	// gap. Otherwise they are equal.
	GapFrom, GapTo Clock
}

var deviations sync.Map // Range with one replica → *Deviation, nil for none

// Deviation returns the first time in a year at which KEDA does not follow the range.
func (r Range) Deviation() (Deviation, bool) {
	r.Replicas = 1
	known, ok := deviations.Load(r)
	if !ok {
		known, _ = deviations.LoadOrStore(r, r.findDeviation())
	}
	s := known.(*Deviation)
	if s == nil {
		return Deviation{}, false
	}
	return *s, true
}

func (r Range) findDeviation() *Deviation {
	zone := location(r.Zone)
	active := r.kedaActive()
	for _, change := range changesOf(r.Zone) {
		for _, at := range r.sampleTimes(change, zone) {
			if now := active(at); now != r.contains(at) && !isRepeated(at) {
				s := &Deviation{At: at, Active: now}
				if from, to := change.gap(); r.From >= from && r.From < to || r.To%midnight >= from && r.To%midnight < to {
					s.GapFrom, s.GapTo = from, to
				}
				return s
			}
		}
	}
	return nil
}

// kedaActive does what KEDA's pkg/scalers/cron_scaler.go does: a range is active if its next end
// comes before its next start, or at the same time.
func (r Range) kedaActive() func(time.Time) bool {
	parser := cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow)
	m := r.Metadata()
	start, err := parser.Parse(m["start"])
	end, failed := parser.Parse(m["end"])
	if err != nil || failed != nil {
		return r.contains
	}
	return func(at time.Time) bool { return !start.Next(at).Before(end.Next(at)) }
}

// contains reports whether a local time is within the range.
func (r Range) contains(at time.Time) bool {
	now := clockOf(at)
	return r.Days.Has(at.Weekday()) && now >= r.From && now < r.To
}

// sampleTimes returns the times to compare: every half hour from a week before the change to a
// day after it, and the beginnings and ends of the range.
func (r Range) sampleTimes(c change, zone *time.Location) []time.Time {
	var all []time.Time
	for at := c.at.AddDate(0, 0, -daysPerWeek); at.Before(c.at.AddDate(0, 0, 2)); at = at.Add(30 * time.Minute) {
		// KEDA looks for the next time, so sample one second later.
		all = append(all, at.Add(time.Second))
		if at.Hour() == 0 && at.Minute() < 30 {
			all = append(all, r.From.on(at, zone).Add(time.Second), r.To.on(at, zone).Add(time.Second))
		}
	}
	return all
}

// isRepeated reports whether the clock shows the same time twice around that time. It is
// unspecified which of the two a range means.
func isRepeated(at time.Time) bool {
	for _, shift := range []time.Duration{30 * time.Minute, time.Hour} {
		if wallClock(at.Add(shift)) == wallClock(at) || wallClock(at.Add(-shift)) == wallClock(at) {
			return true
		}
	}
	return false
}

// change is a change to or from daylight saving time.
type change struct{ at time.Time }

var changes sync.Map // zone → []change

// changesOf returns the changes of a zone in the first year of the span.
func changesOf(name string) []change {
	if known, ok := changes.Load(name); ok {
		return known.([]change)
	}
	var all []change
	for at := spanStart.In(location(name)); at.Before(spanStart.AddDate(1, 0, 0)); {
		_, next := at.ZoneBounds()
		if next.IsZero() {
			break
		}
		all, at = append(all, change{next}), next
	}
	changes.Store(name, all)
	return all
}

// gap returns the local times that the clock skips. They are equal if it is set back.
func (c change) gap() (from, to Clock) {
	from, to = clockOf(c.at.Add(-time.Minute))+1, clockOf(c.at)
	return from % midnight, max(from%midnight, to)
}

func clockOf(t time.Time) Clock { return Clock(t.Hour())*hour + Clock(t.Minute()) }

// wallClock returns the local time as if it were UTC.
func wallClock(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
}
