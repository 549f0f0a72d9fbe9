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

// spaces around what joins days and times are let pass.
var spaces = strings.NewReplacer(" - ", "-", " -", "-", "- ", "-", " , ", ",", " ,", ",", ", ", ",", " : ", ": ", " :", ":")

// Lines are those of an annotation that say something.
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
		return Range{}, []problem.Problem{problem.New("", fmt.Sprintf("%q is no line of a schedule", text), "write days, from-to, time zone and replicas, such as "+Example)}
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

// check holds the parts of a line against each other.
func (r Range) check() []problem.Problem {
	switch {
	case r.From == r.To:
		return []problem.Problem{problem.New("", fmt.Sprintf("%s-%s is no time at all", r.From, r.To), "write when the range ends, such as 24:00 for the end of the day")}
	case r.From > r.To:
		return []problem.Problem{problem.New("", fmt.Sprintf("%s-%s ends before it begins", r.From, r.To), r.midnightHint())}
	case r.Days == everyDay && r.To-r.From == midnight:
		return []problem.Problem{problem.New("", "is all of the time", fmt.Sprintf("set the minimum to %d in its place", r.Replicas))}
	}
	return nil
}

// midnightHint is the way out for a range that ends on the next day.
func (r Range) midnightHint() string {
	evening, morning := r, r
	evening.To = midnight
	if morning.From, morning.Days = 0, r.Days.next(); morning.To == 0 {
		return fmt.Sprintf("write %q if it is to end at midnight", evening)
	}
	return fmt.Sprintf("write %q and %q if it is to go on after midnight", evening, morning)
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
	hint := "write hours and minutes, from 00:00 to 23:59"
	switch text {
	case "":
		return problem.New("", "has no time at which it ends", "write from-to, such as 08:00-20:00")
	case midnight.String():
		return problem.New("", "24:00 is no time to begin at", "write 00:00 and the days behind")
	}
	return problem.New("", fmt.Sprintf("%q is no time of the day", text), hint+"; 24:00 is the end of the day")
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
		return 0, []problem.Problem{problem.New("", fmt.Sprintf("%q is no number of replicas", text), "write a number from 1 up behind the colon")}
	}
	n, err := strconv.ParseInt(text, 10, 32)
	switch {
	case n < 1:
		return 0, []problem.Problem{problem.New("", text+" replicas wake nobody", "write a number from 1 up; out of all ranges the minimum holds")}
	case err != nil:
		return 0, []problem.Problem{problem.New("", fmt.Sprintf("%s is more than %d", text, math.MaxInt32), "write a number from 1 up")}
	}
	return int32(n), nil
}
