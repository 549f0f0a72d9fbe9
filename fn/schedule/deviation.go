package schedule

import (
	"sync"
	"time"

	"github.com/robfig/cron/v3"
)

// Deviation is when KEDA takes a range for begun that is not, or the other way round. It does
// so around days on which clocks are set: it goes by which of start and end is next, and
// its cron library passes over times that a day does not have.
type Deviation struct {
	At time.Time
	// Active says which of both KEDA does.
	Active bool
	// Gap is what clocks pass over, if the range begins or ends in it; from equals to
	// where it does not.
	GapFrom, GapTo Clock
}

var deviations sync.Map // Range of one replica → *Slip, which is nil where there is none

// Deviation is the first time in a year at which KEDA does not do what the range says.
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

// kedaActive is KEDA's pkg/scalers/cron_scaler.go: active while the next end comes before the
// next start, or with it.
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

// contains says whether the clock on the wall is within the range.
func (r Range) contains(at time.Time) bool {
	now := clockOf(at)
	return r.Days.Has(at.Weekday()) && now >= r.From && now < r.To
}

// sampleTimes are every half hour of the week before clocks are set and of the day after,
// and the beginnings and ends of the range.
func (r Range) sampleTimes(c change, zone *time.Location) []time.Time {
	var all []time.Time
	for at := c.at.AddDate(0, 0, -daysPerWeek); at.Before(c.at.AddDate(0, 0, 2)); at = at.Add(30 * time.Minute) {
		// A second later than what KEDA looks for, which is what comes next.
		all = append(all, at.Add(time.Second))
		if at.Hour() == 0 && at.Minute() < 30 {
			all = append(all, r.From.on(at, zone).Add(time.Second), r.To.on(at, zone).Add(time.Second))
		}
	}
	return all
}

// isRepeated says whether the clock says the same twice on that day; which of the two is
// meant nobody has written.
func isRepeated(at time.Time) bool {
	for _, shift := range []time.Duration{30 * time.Minute, time.Hour} {
		if wallClock(at.Add(shift)) == wallClock(at) || wallClock(at.Add(-shift)) == wallClock(at) {
			return true
		}
	}
	return false
}

// change is when clocks are set.
type change struct{ at time.Time }

var changes sync.Map // zone → []change

// changesOf are those of the first year that is looked at.
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

// gap is what the clock passes over; nothing where it is set back.
func (c change) gap() (from, to Clock) {
	from, to = clockOf(c.at.Add(-time.Minute))+1, clockOf(c.at)
	return from % midnight, max(from%midnight, to)
}

func clockOf(t time.Time) Clock { return Clock(t.Hour())*hour + Clock(t.Minute()) }

// wallClock is what the clock on the wall says, as if it were never set.
func wallClock(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
}
