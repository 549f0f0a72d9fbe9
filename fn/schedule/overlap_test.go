package schedule_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/schedule"
)

func TestOverlaps(t *testing.T) {
	tests := []struct {
		name  string
		lines []string
		want  []string
	}{
		{"other days", []string{"Mon-Fri 08:00-20:00 UTC: 3", "Sat 08:00-20:00 UTC: 1"}, nil},
		{"one after the other", []string{"daily 08:00-12:00 UTC: 3", "daily 12:00-24:00 UTC: 1", "daily 00:00-08:00 UTC: 2"}, nil},
		{"over midnight", []string{"Mon-Fri 20:00-24:00 Europe/Berlin: 3", "Tue-Sat 00:00-08:00 Europe/Berlin: 3"}, nil},
		{"in the hour that is there twice", []string{"daily 00:00-02:30 Europe/Berlin: 3", "daily 02:30-04:00 Europe/Berlin: 1"}, nil},
		{"one day", []string{"Mon-Fri 08:00-20:00 UTC: 3", "Wed 12:00-13:00 UTC: 5"}, []string{"overlaps with line 1, on Wed at 12:00 UTC"}},
		{"the same", []string{"Mon 08:00-20:00 UTC: 3", "Mon 08:00-20:00 UTC: 3"}, []string{"overlaps with line 1, on Mon at 08:00 UTC"}},
		{"every pair once", []string{"Mon 08:00-20:00 UTC: 3", "Mon 09:00-20:00 UTC: 3", "Mon 10:00-20:00 UTC: 3"}, []string{
			"overlaps with line 1, on Mon at 09:00 UTC", "overlaps with line 1, on Mon at 10:00 UTC", "overlaps with line 2, on Mon at 10:00 UTC",
		}},
		{"another zone", []string{"Mon 08:00-13:00 Europe/Berlin: 3", "Mon 08:00-20:00 America/New_York: 3"}, nil},
		// New York changes to daylight saving time three weeks before Berlin.
		{"another zone in some weeks", []string{"Mon 08:00-14:00 Europe/Berlin: 3", "Mon 08:30-20:00 America/New_York: 3"}, []string{"overlaps with line 1, on Mon at 08:30 America/New_York"}},
		{"another zone's day before", []string{"Tue 06:00-09:00 Asia/Tokyo: 3", "Mon 16:00-20:00 America/New_York: 3"}, []string{"overlaps with line 1, on Mon at 16:00 America/New_York"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var ranges []schedule.Range
			for _, line := range test.lines {
				r, problems := schedule.Parse(line)
				require.Empty(t, problems, line)
				ranges = append(ranges, r)
			}
			var said []string
			for _, o := range schedule.Overlaps(ranges) {
				said = append(said, o.String())
			}
			assert.Equal(t, test.want, said)
		})
	}
}
