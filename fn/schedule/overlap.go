package schedule

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// Overlap are two lines that hold at one time.
type Overlap struct {
	// First and Second are their places; the second is the later one in the list.
	First, Second int
	// At is a time at which both hold, in the zone of the second.
	At time.Time
}

// String says it of the second.
func (o Overlap) String() string {
	return fmt.Sprintf("holds at the same time as line %d, on %s at %s %s", o.First+1, week[(o.At.Weekday()+inWeek-1)%inWeek], o.At.Format("15:04"), o.At.Location())
}

// In these years every pair of zones is seen in all its distances: clocks are set
// forward and back once a year, on days of their own in each zone.
var (
	spanStart = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	spanEnd   = time.Date(2028, 1, 1, 0, 0, 0, 0, time.UTC)
)

// span is a range on one of its days.
type span struct {
	line       int
	begin, end time.Time
}

// Overlaps are the pairs of lines that hold at one time, each once.
func Overlaps(ranges []Range) []Overlap {
	var spans []span
	for i, r := range ranges {
		spans = append(spans, r.spans(i)...)
	}
	slices.SortStableFunc(spans, func(a, b span) int { return cmp.Or(a.begin.Compare(b.begin), a.line-b.line) })
	var all []Overlap
	for i, s := range spans {
		for _, later := range spans[i+1:] {
			if !later.begin.Before(s.end) {
				break
			}
			all = appendNew(all, s, later, ranges)
		}
	}
	return all
}

func appendNew(all []Overlap, a, b span, ranges []Range) []Overlap {
	first, second := min(a.line, b.line), max(a.line, b.line)
	known := slices.ContainsFunc(all, func(o Overlap) bool { return o.First == first && o.Second == second })
	if known || first == second {
		return all
	}
	return append(all, Overlap{first, second, b.begin.In(location(ranges[second].Zone))})
}

// spans is every time that a range holds within the years that are looked at.
func (r Range) spans(line int) []span {
	zone := location(r.Zone)
	var all []span
	for day := spanStart; day.Before(spanEnd); day = day.AddDate(0, 0, 1) {
		if r.Days.Has(day.Weekday()) {
			all = append(all, span{line, r.From.on(day, zone), r.To.on(day, zone)})
		}
	}
	return all
}
