package schedule

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// Days is a set of weekdays, one bit each. As in cron, bit 0 is Sunday.
type Days uint8

const (
	daysPerWeek      = 7
	everyDay    Days = 1<<daysPerWeek - 1
	daily            = "daily"
)

// week lists the days in the order in which people write them.
var week = []string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}

// weekday returns the day at an index of week.
func weekday(place int) time.Weekday { return time.Weekday((place + 1) % daysPerWeek) }

// Has reports whether the set has a day.
func (d Days) Has(day time.Weekday) bool { return d&(1<<day) != 0 }

// next returns the set of the following days.
func (d Days) next() Days { return d<<1&everyDay | d>>(daysPerWeek-1) }

// previous returns the set of the preceding days.
func (d Days) previous() Days { return d>>1 | d<<(daysPerWeek-1)&everyDay }

// String returns the days, with ranges for consecutive days.
func (d Days) String() string {
	if d == everyDay {
		return daily
	}
	var parts []string
	for i := 0; i < daysPerWeek; i++ {
		from := i
		for i < daysPerWeek && d.Has(weekday(i)) {
			i++
		}
		switch i - from {
		case 0:
		case 1:
			parts = append(parts, week[from])
		default:
			parts = append(parts, week[from]+"-"+week[i-1])
		}
	}
	return strings.Join(parts, ",")
}

// readDays reads "daily", or a list of days and ranges of days. A range may continue into the
// next week.
func readDays(text string) (Days, []problem.Problem) {
	if text == "*" || strings.EqualFold(text, daily) {
		return everyDay, nil
	}
	var all Days
	var problems []problem.Problem
	for part := range strings.SplitSeq(text, ",") {
		days, wrong := readDayRange(part)
		switch {
		case wrong != nil:
			problems = append(problems, *wrong)
		case all&days != 0:
			problems = append(problems, problem.New("", fmt.Sprintf("has %s twice", all&days), "list each day once"))
		}
		all |= days
	}
	return all, problems
}

func readDayRange(text string) (Days, *problem.Problem) {
	first, last, isRange := strings.Cut(text, "-")
	from, wrong := readDay(first)
	if wrong != nil || !isRange {
		return 1 << weekday(from), wrong
	}
	to, wrong := readDay(last)
	if wrong == nil && from == to {
		wrong = new(problem.New("", fmt.Sprintf("the days %q begin and end with the same day", text), fmt.Sprintf("use %s for one day, or %s", week[from], daily)))
	}
	var days Days
	for place := from; ; place = (place + 1) % daysPerWeek {
		days |= 1 << weekday(place)
		if place == to {
			return days, wrong
		}
	}
}

// readDay returns the index in week of a day, given by its first three letters or its name.
func readDay(text string) (int, *problem.Problem) {
	for place, short := range week {
		if strings.EqualFold(text, short) || strings.EqualFold(text, weekday(place).String()) {
			return place, nil
		}
	}
	known := append(slices.Clone(week), daily)
	hint := "use days such as Mon, Mon-Fri or Sat,Sun, or daily"
	if near, ok := suggest.Closest(text, known); ok {
		hint = "did you mean " + near + "?"
	}
	return 0, new(problem.New("", fmt.Sprintf("%q is not a day", text), hint))
}
