package schedule_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"modelhost.dev/scale-modelhosts/fn/schedule"
	"modelhost.dev/scale-modelhosts/fn/timelimit"
)

// zones change to daylight saving time on different days, or never.
var zones = []string{"Europe/Berlin", "America/New_York", "Asia/Tokyo", "UTC"}

func TestOverlapsOfManyLinesAreFast(t *testing.T) {
	apart := make([]schedule.Range, 2000)
	same := make([]schedule.Range, 2000)
	for i := range apart {
		from := schedule.Clock(i % 1400)
		apart[i] = schedule.Range{Days: 1 << (i % 7), From: from, To: from + 3, Zone: zones[i%4], Replicas: 1}
		same[i] = schedule.Range{Days: 0b111, From: 60, To: 120, Zone: zones[i%4], Replicas: 1}
	}
	for name, ranges := range map[string][]schedule.Range{"apart": apart, "same": same} {
		t.Run(name, func(t *testing.T) {
			timelimit.Run(t, 20*time.Second, func() {
				overlaps := schedule.Overlaps(ranges)
				assert.NotEmpty(t, overlaps)
				assert.Less(t, len(overlaps), 20*len(ranges))
			})
		})
	}
}

// Whether two lines overlap does not depend on other lines.
func TestOverlapsAreIndependentOfOtherLines(t *testing.T) {
	line := rapid.Custom(func(t *rapid.T) schedule.Range {
		from := rapid.IntRange(0, 47).Draw(t, "from")
		return schedule.Range{
			Days: schedule.Days(rapid.IntRange(1, 127).Draw(t, "days")), Zone: rapid.SampledFrom(zones).Draw(t, "zone"), Replicas: 1,
			From: schedule.Clock(30 * from), To: schedule.Clock(30 * rapid.IntRange(from+1, 48).Draw(t, "to")),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		ranges := rapid.SliceOfN(line, 0, 6).Draw(t, "lines")
		var want []string
		for second := range ranges {
			for first := range second {
				for _, o := range schedule.Overlaps([]schedule.Range{ranges[first], ranges[second]}) {
					o.First, o.Second = first, second
					want = append(want, fmt.Sprint(second, o))
				}
			}
		}
		var got []string
		for _, o := range schedule.Overlaps(ranges) {
			got = append(got, fmt.Sprint(o.Second, o))
		}
		assert.Equal(t, want, got)
	})
}
