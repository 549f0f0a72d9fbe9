package schedule

import (
	"fmt"
	"strconv"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/keda"
)

// Metadata returns the metadata of a KEDA cron trigger for the range. The end of a range until
// midnight is on the next day.
func (r Range) Metadata() keda.Metadata {
	end, ends := r.To, r.Days
	if end == midnight {
		end, ends = 0, r.Days.next()
	}
	return keda.Metadata{
		"start": cronOf(r.From, r.Days), "end": cronOf(end, ends),
		"timezone": r.Zone, "desiredReplicas": strconv.Itoa(int(r.Replicas)),
	}
}

// cronOf returns a cron expression for a time on some days of the week.
func cronOf(at Clock, days Days) string {
	return fmt.Sprintf("%d %d * * %s", at%hour, at/hour, days.cron())
}

// cron returns the days as a cron field. Sunday is 0; KEDA accepts no other number for it.
func (d Days) cron() string {
	if d == everyDay {
		return "*"
	}
	var parts []string
	for day := 0; day < daysPerWeek; day++ {
		from := day
		for day < daysPerWeek && d&(1<<day) != 0 {
			day++
		}
		switch day - from {
		case 0:
		case 1:
			parts = append(parts, strconv.Itoa(from))
		default:
			parts = append(parts, fmt.Sprintf("%d-%d", from, day-1))
		}
	}
	return strings.Join(parts, ",")
}

// FromCron returns the range for a cron trigger, or false if no range is equivalent.
func FromCron(m keda.Metadata) (Range, bool) {
	from, days, ok := parseCron(m["start"])
	to, ends, also := parseCron(m["end"])
	replicas, problems := readReplicas(m["desiredReplicas"])
	if !ok || !also || len(problems) > 0 || len(checkZone(m["timezone"])) > 0 {
		return Range{}, false
	}
	if to == 0 {
		to, ends = midnight, ends.previous()
	}
	r := Range{Days: days, From: from, To: to, Zone: m["timezone"], Replicas: replicas}
	return r, days == ends && len(r.check()) == 0
}

// parseCron parses a cron expression of the form that cronOf writes. It also accepts names of
// days.
func parseCron(text string) (Clock, Days, bool) {
	fields := strings.Fields(text)
	if len(fields) != 5 || fields[2] != "*" || fields[3] != "*" {
		return 0, 0, false
	}
	minutes, err := strconv.ParseUint(fields[0], 10, 8)
	hours, failed := strconv.ParseUint(fields[1], 10, 8)
	clock := Clock(hours)*hour + Clock(minutes)
	days, ok := parseCronDays(fields[4])
	return clock, days, ok && err == nil && failed == nil && Clock(minutes) < hour && clock < midnight
}

func parseCronDays(text string) (Days, bool) {
	if text == "*" {
		return everyDay, true
	}
	var all Days
	for part := range strings.SplitSeq(text, ",") {
		first, last, isRange := strings.Cut(part, "-")
		if !isRange {
			last = first
		}
		from, ok := parseCronDay(first)
		to, also := parseCronDay(last)
		if !ok || !also || from > to {
			return 0, false
		}
		for day := from; day <= to; day++ {
			all |= 1 << day
		}
	}
	return all, true
}

// parseCronDay returns the number of a day, which may be given by name.
func parseCronDay(text string) (int, bool) {
	if place, problem := readDay(text); problem == nil {
		return int(weekday(place)), true
	}
	n, err := strconv.Atoi(text)
	return n, err == nil && n >= 0 && n < daysPerWeek
}
