package schedule_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/schedule"
)

func TestValidLines(t *testing.T) {
	tests := []struct{ line, plain, start, end string }{
		{"Mon-Fri 08:00-20:00 Europe/Berlin: 3", "Mon-Fri 08:00-20:00 Europe/Berlin: 3", "0 8 * * 1-5", "0 20 * * 1-5"},
		{"  mon - fri   8:00 - 20:00  Europe/Berlin:3 ", "Mon-Fri 08:00-20:00 Europe/Berlin: 3", "0 8 * * 1-5", "0 20 * * 1-5"},
		{"Monday,Wed 07:15-09:05 UTC : 12", "Mon,Wed 07:15-09:05 UTC: 12", "15 7 * * 1,3", "5 9 * * 1,3"},
		{"Sat 00:00-24:00 UTC: 1", "Sat 00:00-24:00 UTC: 1", "0 0 * * 6", "0 0 * * 0"},
		{"Sun 20:00-24:00 UTC: 1", "Sun 20:00-24:00 UTC: 1", "0 20 * * 0", "0 0 * * 1"},
		{"Sat-Mon 08:00-20:00 UTC: 1", "Mon,Sat-Sun 08:00-20:00 UTC: 1", "0 8 * * 0-1,6", "0 20 * * 0-1,6"},
		{"Mon-Wed, Fri 08:00-20:00 UTC: 1", "Mon-Wed,Fri 08:00-20:00 UTC: 1", "0 8 * * 1-3,5", "0 20 * * 1-3,5"},
		{"daily 08:00-24:00 America/New_York: 1", "daily 08:00-24:00 America/New_York: 1", "0 8 * * *", "0 0 * * *"},
		{"* 08:00-20:00 UTC: 1", "daily 08:00-20:00 UTC: 1", "0 8 * * *", "0 20 * * *"},
		{"Mon-Sun 08:00-20:00 UTC: 1", "daily 08:00-20:00 UTC: 1", "0 8 * * *", "0 20 * * *"},
	}
	for _, test := range tests {
		t.Run(test.line, func(t *testing.T) {
			r, problems := schedule.Parse(test.line)
			assert.Empty(t, problems)
			assert.Equal(t, test.plain, r.String())
			m := r.Metadata()
			assert.Equal(t, []string{test.start, test.end, r.Zone}, []string{m["start"], m["end"], m["timezone"]})
		})
	}
}

func TestInvalidLines(t *testing.T) {
	const form, clock = "use days, from-to, time zone and replicas, such as " + schedule.Example, "use hours and minutes from 00:00 to 23:59, or 24:00 for the end of the day"
	tests := []struct {
		line string
		want []problem.Problem
	}{
		{"Mon-Fri 08:00-20:00 Europe/Berlin", []problem.Problem{{Message: `"Mon-Fri 08:00-20:00 Europe/Berlin" is not a valid schedule line`, Hint: form}}},
		{"Mon-Fri 08:00-20:00: 3", []problem.Problem{{Message: `"Mon-Fri 08:00-20:00: 3" is not a valid schedule line`, Hint: form}}},
		{"0 8 * * 1-5", []problem.Problem{{Message: `"0 8 * * 1-5" is not a valid schedule line`, Hint: form}}},
		{"Mo-Fri 08:00-20:00 UTC: 3", []problem.Problem{{Message: `"Mo" is not a day`, Hint: "did you mean Mon?"}}},
		{"workdays 08:00-20:00 UTC: 3", []problem.Problem{{Message: `"workdays" is not a day`, Hint: "use days such as Mon, Mon-Fri or Sat,Sun, or daily"}}},
		{"Mon-Wed,Wed 08:00-20:00 UTC: 3", []problem.Problem{{Message: "has Wed twice", Hint: "list each day once"}}},
		{"Mon-Mon 08:00-20:00 UTC: 3", []problem.Problem{{Message: `the days "Mon-Mon" begin and end with the same day`, Hint: "use Mon for one day, or daily"}}},
		{"Mon 8am-20:00 UTC: 3", []problem.Problem{{Message: `"8am" is not a time of day`, Hint: clock}}},
		{"Mon 08:00-24:01 UTC: 3", []problem.Problem{{Message: `"24:01" is not a time of day`, Hint: clock}}},
		{"Mon 08:60-20:00 UTC: 3", []problem.Problem{{Message: `"08:60" is not a time of day`, Hint: clock}}},
		{"Mon 08:00 UTC: 3", []problem.Problem{{Message: "has no end time", Hint: "use from-to, such as 08:00-20:00"}}},
		{"Mon 24:00-24:00 UTC: 3", []problem.Problem{{Message: "cannot begin at 24:00", Hint: "start at 00:00 of the next day"}}},
		{"Mon 08:00-08:00 UTC: 3", []problem.Problem{{Message: "08:00-08:00 is empty", Hint: "set the end of the range, such as 24:00 for the end of the day"}}},
		{"Mon-Fri 20:00-08:00 UTC: 3", []problem.Problem{{
			Message: "20:00-08:00 ends before it begins",
			Hint:    `to continue after midnight, use "Mon-Fri 20:00-24:00 UTC: 3" and "Tue-Sat 00:00-08:00 UTC: 3"`,
		}}},
		{"Sun 20:00-00:00 UTC: 3", []problem.Problem{{Message: "20:00-00:00 ends before it begins", Hint: `to end at midnight, use "Sun 20:00-24:00 UTC: 3"`}}},
		{"daily 00:00-24:00 UTC: 3", []problem.Problem{{Message: "covers the whole week", Hint: "set the minimum to 3 instead"}}},
		{"Mon 08:00-20:00 Berlin: 3", []problem.Problem{{Message: `unknown time zone "Berlin"`, Hint: "did you mean Europe/Berlin?"}}},
		{"Mon 08:00-20:00 europe/berlin: 3", []problem.Problem{{Message: `unknown time zone "europe/berlin"`, Hint: "did you mean Europe/Berlin?"}}},
		{"Mon 08:00-20:00 Europe/Belrin: 3", []problem.Problem{{Message: `unknown time zone "Europe/Belrin"`, Hint: "did you mean Europe/Berlin?"}}},
		{"Mon 08:00-20:00 Local: 3", []problem.Problem{{Message: `unknown time zone "Local"`, Hint: "use an IANA name, such as Europe/Berlin, America/New_York or UTC"}}},
		{"Mon 08:00-20:00 ../../etc/passwd: 3", []problem.Problem{{Message: `unknown time zone "../../etc/passwd"`, Hint: "use an IANA name, such as Europe/Berlin, America/New_York or UTC"}}},
		{"Mon 08:00-20:00 UTC: 0", []problem.Problem{{Message: "0 replicas is fewer than 1", Hint: "use 1 or more; outside all ranges the minimum applies"}}},
		{"Mon 08:00-20:00 UTC: -1", []problem.Problem{{Message: "-1 replicas is fewer than 1", Hint: "use 1 or more; outside all ranges the minimum applies"}}},
		{"Mon 08:00-20:00 UTC: many", []problem.Problem{{Message: `"many" is not a number of replicas`, Hint: "use an integer of at least 1 after the colon"}}},
		{"Mon 08:00-20:00 UTC: 99999999999", []problem.Problem{{Message: "99999999999 is more than 2147483647", Hint: "use a smaller number"}}},
		{"Mo,Xyz 8-20:00 Berlin: none", []problem.Problem{
			{Message: `"Mo" is not a day`, Hint: "did you mean Mon?"},
			{Message: `"Xyz" is not a day`, Hint: "use days such as Mon, Mon-Fri or Sat,Sun, or daily"},
			{Message: `"8" is not a time of day`, Hint: clock},
			{Message: `unknown time zone "Berlin"`, Hint: "did you mean Europe/Berlin?"},
			{Message: `"none" is not a number of replicas`, Hint: "use an integer of at least 1 after the colon"},
		}},
	}
	for _, test := range tests {
		t.Run(test.line, func(t *testing.T) {
			_, problems := schedule.Parse(test.line)
			assert.Equal(t, test.want, problems)
		})
	}
}

func TestLinesSkipsBlankLines(t *testing.T) {
	assert.Equal(t, []string{"a", "b c"}, schedule.Lines("\n a\n\n  b c \n"))
	assert.Empty(t, schedule.Lines(" \n"))
}

// Parse never panics, and it parses what String returns for a valid line.
func TestStringIsParsedBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`(Mon|Tue-Thu|Sat-Mon|daily|,){1,3} [012]?[0-9]:[0-5]0-[012][0-9]:[0-5]0 (UTC|Asia/Tokyo): [0-9]{1,2}`)).Draw(t, "line")
		r, problems := schedule.Parse(text)
		if len(problems) > 0 {
			return
		}
		again, problems := schedule.Parse(r.String())
		assert.Empty(t, problems)
		assert.Equal(t, r, again)
		back, ok := schedule.FromCron(r.Metadata())
		assert.True(t, ok)
		assert.Equal(t, r, back)
	})
}
