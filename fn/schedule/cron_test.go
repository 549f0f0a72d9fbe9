package schedule_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/schedule"
)

func TestFromCron(t *testing.T) {
	tests := []struct{ start, end, zone, replicas, want string }{
		{"0 8 * * 1-5", "0 20 * * 1-5", "Europe/Berlin", "3", "at least 3 replicas on Mon-Fri from 08:00 to 20:00, Europe/Berlin"},
		{"0 8 * * MON-FRI", "0 20 * * mon-fri", "UTC", "1", "at least 1 replica on Mon-Fri from 08:00 to 20:00, UTC"},
		{"30 6 * * *", "0 0 * * *", "UTC", "2", "at least 2 replicas daily from 06:30 to 24:00, UTC"},
		{"0 20 * * 1-5", "0 8 * * 2-6", "UTC", "2", ""},
		{"0 8 * * 1-5", "0 20 * * 1", "UTC", "2", ""},
		{"0 8 1 * *", "0 20 1 * *", "UTC", "2", ""},
		{"*/5 8 * * *", "0 20 * * *", "UTC", "2", ""},
		{"0 8 * * 7", "0 20 * * 7", "UTC", "2", ""},
		{"0 8 * *", "0 20 * *", "UTC", "2", ""},
		{"0 24 * * *", "0 20 * * *", "UTC", "2", ""},
		{"0 8 * * *", "0 20 * * *", "Nowhere", "2", ""},
		{"0 8 * * *", "0 20 * * *", "UTC", "0", ""},
		{"0 8 * * 5-1", "0 20 * * 5-1", "UTC", "2", ""},
	}
	for _, test := range tests {
		t.Run(test.start+" "+test.end, func(t *testing.T) {
			r, ok := schedule.FromCron(keda.Metadata{"start": test.start, "end": test.end, "timezone": test.zone, "desiredReplicas": test.replicas})
			assert.Equal(t, test.want != "", ok)
			if ok {
				assert.Equal(t, test.want, r.Description())
			}
		})
	}
}

// Every name in the list must load on every system.
func TestEveryZoneLoads(t *testing.T) {
	text, err := os.ReadFile("zones.txt")
	require.NoError(t, err)
	names := 0
	for name := range strings.SplitSeq(strings.TrimSpace(string(text)), "\n") {
		if !strings.HasPrefix(name, "#") {
			names++
			_, err := time.LoadLocation(name)
			assert.NoError(t, err, name)
		}
	}
	assert.Greater(t, names, 500)
}
