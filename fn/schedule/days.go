package schedule

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// Days are some of the week, a bit for each; Sunday is the first, as for cron.
type Days uint8

const (
	daysPerWeek      = 7
	everyDay    Days = 1<<daysPerWeek - 1
	daily            = "daily"
)

// week is in the order in which people write it.
var week = []string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}

// weekday is the day at a place of the week.
func weekday(place int) time.Weekday { return time.Weekday((place + 1) % daysPerWeek) }

// Has says whether a day is among them.
func (d Days) Has(day time.Weekday) bool { return d&(1<<day) != 0 }

// next are the days behind these.
func (d Days) next() Days { return d<<1&everyDay | d>>(daysPerWeek-1) }

// previous are the days before these.
func (d Days) previous() Days { return d>>1 | d<<(daysPerWeek-1)&everyDay }

// String has ranges where days follow each other.
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

// readDays reads daily, single days, lists and ranges of them, which may go over the
// week's end.
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
			problems = append(problems, problem.New("", fmt.Sprintf("has %s twice", all&days), "name each day once"))
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
		wrong = new(problem.New("", fmt.Sprintf("the days %q begin and end with the same", text), fmt.Sprintf("write %s for the one day, or %s", week[from], daily)))
	}
	var days Days
	for place := from; ; place = (place + 1) % daysPerWeek {
		days |= 1 << weekday(place)
		if place == to {
			return days, wrong
		}
	}
}

// readDay is the place of a day in the week, by its first three letters or its name.
func readDay(text string) (int, *problem.Problem) {
	for place, short := range week {
		if strings.EqualFold(text, short) || strings.EqualFold(text, weekday(place).String()) {
			return place, nil
		}
	}
	known := append(slices.Clone(week), daily)
	hint := "write such as Mon, Mon-Fri, Sat,Sun or daily"
	if near, ok := suggest.Closest(text, known); ok {
		hint = "did you mean " + near + "?"
	}
	return 0, new(problem.New("", fmt.Sprintf("%q is no day", text), hint))
}
