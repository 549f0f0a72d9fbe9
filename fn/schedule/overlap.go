package schedule

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// Overlap is a pair of lines that are active at the same time.
type Overlap struct {
	// First and Second are the indexes of the lines.
	First, Second int
	// Day and At are the first time at which both are active, in the second line's zone.
	Day  string
	At   Clock
	Zone string
}

// String describes the overlap in a message about the second line.
func (o Overlap) String() string {
	return fmt.Sprintf("overlaps with line %d, on %s at %s %s", o.First+1, o.Day, o.At, o.Zone)
}

// maxOverlapsPerLine limits the overlaps that are reported for a line. A list of lines that are
// all active at the same time would have one for each pair.
const maxOverlapsPerLine = 10

// Overlaps returns the pairs of lines that are active at the same time, sorted by the second
// line, then the first. It stops at maxOverlapsPerLine.
func Overlaps(ranges []Range) []Overlap {
	var all []Overlap
	zones := map[string]bool{}
	crowded := make([]bool, len(ranges))
	for _, r := range ranges {
		if !zones[r.Zone] {
			zones[r.Zone] = true
			all = append(all, overlapsIn(r.Zone, ranges, crowded)...)
		}
	}
	if len(zones) > 1 {
		all = append(all, overlapsAcrossZones(ranges, crowded)...)
	}
	slices.SortFunc(all, func(a, b Overlap) int { return cmp.Or(cmp.Compare(a.Second, b.Second), cmp.Compare(a.First, b.First)) })
	return all
}

// overlapsIn finds overlaps of lines in the same zone, in local time, in a week that begins on
// Monday.
func overlapsIn(zone string, ranges []Range, crowded []bool) []Overlap {
	var spans []span
	for line, r := range ranges {
		for place := range week {
			if r.Zone == zone && r.Days.Has(weekday(place)) {
				spans = append(spans, span{int64(place*int(midnight) + int(r.From)), int64(place*int(midnight) + int(r.To)), line})
			}
		}
	}
	var all []Overlap
	sweep(spans, ranges, crowded, func(_, _ Range) bool { return true }, func(first, second int, at int64) {
		all = append(all, Overlap{first, second, week[at/int64(midnight)], Clock(at % int64(midnight)), zone})
	})
	return all
}

// These years contain every time difference between any two zones: clocks change twice a year,
// and not on the same days in all zones.
var (
	spanStart = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	spanEnd   = time.Date(2028, 1, 1, 0, 0, 0, 0, time.UTC)
)

// overlapsAcrossZones finds overlaps of lines in different zones. It looks at every day of the
// span, because the time difference between zones changes.
func overlapsAcrossZones(ranges []Range, crowded []bool) []Overlap {
	var spans []span
	for line, r := range ranges {
		if !crowded[line] {
			spans = append(spans, r.spans(line)...)
		}
	}
	var all []Overlap
	sweep(spans, ranges, crowded, func(a, b Range) bool { return a.Zone != b.Zone }, func(first, second int, at int64) {
		zone := ranges[second].Zone
		both := time.Unix(at, 0).In(location(zone))
		all = append(all, Overlap{first, second, week[(both.Weekday()+daysPerWeek-1)%daysPerWeek], clockOf(both), zone})
	})
	return all
}

// sweep visits the spans by their beginnings and reports each pair of lines that count, at the
// first time at which both are active. It drops lines with maxOverlapsPerLine overlaps, so that
// few are active at a time.
func sweep(spans []span, ranges []Range, crowded []bool, counts func(a, b Range) bool, report func(first, second int, at int64)) {
	slices.SortFunc(spans, func(a, b span) int { return cmp.Or(cmp.Compare(a.begin, b.begin), cmp.Compare(a.line, b.line)) })
	seen := map[[2]int]bool{}
	partners := make([]int, len(ranges))
	var holding []span
	for _, s := range spans {
		if crowded[s.line] || s.end <= s.begin {
			continue
		}
		holding = slices.DeleteFunc(holding, func(h span) bool { return h.end <= s.begin || crowded[h.line] })
		for _, h := range holding {
			pair := [2]int{min(h.line, s.line), max(h.line, s.line)}
			if h.line == s.line || seen[pair] || !counts(ranges[h.line], ranges[s.line]) {
				continue
			}
			seen[pair] = true
			report(pair[0], pair[1], s.begin)
			for _, line := range pair {
				partners[line]++
				crowded[line] = partners[line] >= maxOverlapsPerLine
			}
		}
		holding = append(holding, s)
	}
}

// span is one occurrence of a line: minutes of a week, or Unix seconds.
type span struct {
	begin, end int64
	line       int
}

// spans returns all occurrences of a range from spanStart to spanEnd.
func (r Range) spans(line int) []span {
	zone := location(r.Zone)
	var all []span
	for day := spanStart; day.Before(spanEnd); day = day.AddDate(0, 0, 1) {
		if r.Days.Has(day.Weekday()) {
			all = append(all, span{r.From.on(day, zone).Unix(), r.To.on(day, zone).Unix(), line})
		}
	}
	return all
}
