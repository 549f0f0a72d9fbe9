package schedule

import (
	"fmt"
	"slices"
	"time"
)

// Overlap are two lines that hold at one time.
type Overlap struct {
	// First and Second are their places in the list.
	First, Second int
	// Day and At are when both hold, in the zone of the second.
	Day  string
	At   Clock
	Zone string
}

// String says it of the second.
func (o Overlap) String() string {
	return fmt.Sprintf("holds at the same time as line %d, on %s at %s %s", o.First+1, o.Day, o.At, o.Zone)
}

// Overlaps are the pairs of lines that hold at one time.
func Overlaps(ranges []Range) []Overlap {
	var all []Overlap
	for second, b := range ranges {
		for first, a := range ranges[:second] {
			if day, at, ok := a.meets(b); ok {
				all = append(all, Overlap{first, second, day, at, b.Zone})
			}
		}
	}
	return all
}

// meets says when another range holds with this one, in the other's zone.
func (r Range) meets(other Range) (day string, at Clock, ok bool) {
	if r.Zone != other.Zone {
		return r.meetsAbroad(other)
	}
	if r.From >= other.To || other.From >= r.To {
		return "", 0, false
	}
	for place, name := range week {
		if (r.Days & other.Days).Has(weekday(place)) {
			return name, max(r.From, other.From), true
		}
	}
	return "", 0, false
}

// In these years every pair of zones is seen in all its distances: clocks are set
// forward and back once a year, on days of their own in each zone.
var (
	spanStart = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	spanEnd   = time.Date(2028, 1, 1, 0, 0, 0, 0, time.UTC)
)

// meetsAbroad looks at every day of the years, for how far zones are apart changes.
func (r Range) meetsAbroad(other Range) (day string, at Clock, ok bool) {
	own, others := r.spans(), other.spans()
	for len(own) > 0 && len(others) > 0 {
		a, b := own[0], others[0]
		switch {
		case !a.end.After(b.begin):
			own = own[1:]
		case !b.end.After(a.begin):
			others = others[1:]
		default:
			both := slices.MaxFunc([]time.Time{a.begin, b.begin}, time.Time.Compare).In(location(other.Zone))
			return week[(both.Weekday()+inWeek-1)%inWeek], clockOf(both), true
		}
	}
	return "", 0, false
}

// span is a range on one of its days.
type span struct{ begin, end time.Time }

// spans is every time that a range holds within the years that are looked at.
func (r Range) spans() []span {
	zone := location(r.Zone)
	var all []span
	for day := spanStart; day.Before(spanEnd); day = day.AddDate(0, 0, 1) {
		if r.Days.Has(day.Weekday()) {
			all = append(all, span{r.From.on(day, zone), r.To.on(day, zone)})
		}
	}
	return all
}
