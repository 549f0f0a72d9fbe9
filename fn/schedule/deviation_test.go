package schedule_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/schedule"
)

// testdata/oracle/hpa proves that KEDA's own scaler behaves like this.
func TestDeviation(t *testing.T) {
	tests := []struct {
		line, at string
		active   bool
		gap      string
	}{
		{"Sun 02:30-05:00 Europe/Berlin: 1", "2026-03-22 05:00", true, "02:00-03:00"},
		{"Sun 00:00-02:30 Europe/Berlin: 1", "2026-03-29 00:00", false, "02:00-03:00"},
		{"daily 02:30-05:00 Europe/Berlin: 1", "2026-03-28 05:00", true, "02:00-03:00"},
		{"Thu 20:00-24:00 Africa/Cairo: 1", "2026-04-23 20:00", false, "00:00-01:00"},
		// The cron library assigns the hour before midnight to the next day.
		{"Wed,Thu 00:00-02:00 Africa/Cairo: 1", "2026-04-23 02:00", true, "00:00-01:00"},
		{line: "daily 02:15-02:45 Europe/Berlin: 1"},
		{line: "Mon-Fri 02:30-05:00 Europe/Berlin: 1"},
		{line: "daily 03:00-05:00 Europe/Berlin: 1"},
		{line: "daily 01:00-24:00 Europe/Berlin: 1"},
		{line: "Sun 02:30-05:00 Asia/Tokyo: 1"},
	}
	for _, test := range tests {
		t.Run(test.line, func(t *testing.T) {
			r, problems := schedule.Parse(test.line)
			require.Empty(t, problems)
			slip, ok := r.Deviation()
			require.Equal(t, test.at != "", ok, "%v", slip)
			if ok {
				assert.Equal(t, test.at, slip.At.Format("2006-01-02 15:04"))
				assert.Equal(t, test.active, slip.Active)
				assert.Equal(t, test.gap, slip.GapFrom.String()+"-"+slip.GapTo.String())
			}
		})
	}
}
