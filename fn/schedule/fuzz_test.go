package schedule_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"modelhost.dev/scale-modelhosts/fn/schedule"
	"modelhost.dev/scale-modelhosts/fn/timelimit"
)

// FuzzSchedule parses lines, compares the valid ones, and converts them to cron triggers and
// back.
func FuzzSchedule(f *testing.F) {
	for _, text := range []string{
		"", schedule.Example, "daily 00:00-24:00 UTC: 1", "Sat-Mon 1:00-2:30 Europe/Berlin: 2\nSun 2:00-3:00 America/New_York: 1",
		"Mon - Fri 08:00 - 20:00 Asia/Tokyo : 3", "Mon,Mon 25:00-8:00 Mars: -1", "Mon-Fri 22:00-06:00 UTC: 3", "a-b-c d-e f: g",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		timelimit.Run(t, timelimit.PerInput, func() {
			var ranges []schedule.Range
			for _, line := range schedule.Lines(text) {
				r, problems := schedule.Parse(line)
				if len(problems) > 0 {
					continue
				}
				again, problems := schedule.Parse(r.String())
				assert.Empty(t, problems)
				assert.Equal(t, r, again)
				read, ok := schedule.FromCron(r.Metadata())
				assert.True(t, ok)
				assert.Equal(t, r, read)
				r.Deviation()
				ranges = append(ranges, r)
			}
			schedule.Overlaps(ranges)
		})
	})
}
