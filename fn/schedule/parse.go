package schedule

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/lazyregexp"
	"modelhost.dev/scale-modelhosts/fn/problem"
)

var (
	line   = lazyregexp.New(`^\S+ \S+ \S+: ?\S+$`)
	times  = lazyregexp.New(`^[0-9]{1,2}:[0-9]{2}$`)
	counts = lazyregexp.New(`^-?[0-9]+$`)
)

// spaces removes the optional spaces around separators.
var spaces = strings.NewReplacer(" - ", "-", " -", "-", "- ", "-", " , ", ",", " ,", ",", ", ", ",", " : ", ": ", " :", ":")

// Lines returns the nonempty lines of an annotation.
func Lines(text string) []string {
	var lines []string
	for l := range strings.Lines(text) {
		if l = strings.TrimSpace(l); l != "" {
			lines = append(lines, l)
		}
	}
	return lines
}

// Parse reads one line, such as Example. It reports all problems of the line.
func Parse(text string) (Range, []problem.Problem) {
	plain := spaces.Replace(strings.Join(strings.Fields(text), " "))
	if !line.MatchString(plain) {
		return Range{}, []problem.Problem{problem.New("", fmt.Sprintf("%q is not a valid schedule line", text), "use days, from-to, time zone and replicas, such as "+Example)}
	}
	before, replicas, _ := cutLast(plain, ":")
	parts := strings.Fields(before)
	r, problems := Range{Zone: parts[2]}, []problem.Problem(nil)
	collect := func(found []problem.Problem) { problems = append(problems, found...) }
	var found []problem.Problem
	r.Days, found = readDays(parts[0])
	collect(found)
	r.From, r.To, found = readTimes(parts[1])
	collect(found)
	collect(checkZone(r.Zone))
	r.Replicas, found = readReplicas(strings.TrimSpace(replicas))
	collect(found)
	if len(problems) > 0 {
		return r, problems
	}
	return r, r.check()
}

func cutLast(text, separator string) (before, after string, found bool) {
	i := strings.LastIndex(text, separator)
	if i < 0 {
		return text, "", false
	}
	return text[:i], text[i+len(separator):], true
}

// check checks the parts of a line against each other.
func (r Range) check() []problem.Problem {
	switch {
	case r.From == r.To:
		return []problem.Problem{problem.New("", fmt.Sprintf("%s-%s is empty", r.From, r.To), "set the end of the range, such as 24:00 for the end of the day")}
	case r.From > r.To:
		return []problem.Problem{problem.New("", fmt.Sprintf("%s-%s ends before it begins", r.From, r.To), r.midnightHint())}
	case r.Days == everyDay && r.To-r.From == midnight:
		return []problem.Problem{problem.New("", "covers the whole week", fmt.Sprintf("set the minimum to %d instead", r.Replicas))}
	}
	return nil
}

// midnightHint returns the fix for a range that ends on the next day.
func (r Range) midnightHint() string {
	evening, morning := r, r
	evening.To = midnight
	if morning.From, morning.Days = 0, r.Days.next(); morning.To == 0 {
		return fmt.Sprintf("to end at midnight, use %q", evening)
	}
	return fmt.Sprintf("to continue after midnight, use %q and %q", evening, morning)
}

func readTimes(text string) (from, to Clock, problems []problem.Problem) {
	first, last, _ := strings.Cut(text, "-")
	from, ok := readClock(first)
	if !ok || from == midnight {
		problems = append(problems, invalidTime(first))
	}
	if to, ok = readClock(last); !ok {
		problems = append(problems, invalidTime(last))
	}
	return from, to, problems
}

func invalidTime(text string) problem.Problem {
	switch text {
	case "":
		return problem.New("", "has no end time", "use from-to, such as 08:00-20:00")
	case midnight.String():
		return problem.New("", "cannot begin at 24:00", "start at 00:00 of the next day")
	}
	return problem.New("", fmt.Sprintf("%q is not a time of day", text), "use hours and minutes from 00:00 to 23:59, or 24:00 for the end of the day")
}

func readClock(text string) (Clock, bool) {
	if !times.MatchString(text) {
		return 0, false
	}
	h, m, _ := strings.Cut(text, ":")
	hours, _ := strconv.Atoi(h)
	minutes, _ := strconv.Atoi(m)
	clock := Clock(hours)*hour + Clock(minutes)
	return clock, Clock(minutes) < hour && clock <= midnight
}

func readReplicas(text string) (int32, []problem.Problem) {
	if !counts.MatchString(text) {
		return 0, []problem.Problem{problem.New("", fmt.Sprintf("%q is not a number of replicas", text), "use an integer of at least 1 after the colon")}
	}
	n, err := strconv.ParseInt(text, 10, 32)
	switch {
	case n < 1:
		return 0, []problem.Problem{problem.New("", text+" replicas is fewer than 1", "use 1 or more; outside all ranges the minimum applies")}
	case err != nil:
		return 0, []problem.Problem{problem.New("", fmt.Sprintf("%s is more than %d", text, math.MaxInt32), "use a smaller number")}
	}
	return int32(n), nil
}
