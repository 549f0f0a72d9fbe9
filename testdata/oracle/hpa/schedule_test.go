package hpa_test

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/kedacore/keda/v2/pkg/scalers/scalersconfig"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"modelhost.dev/scale-modelhosts/fn/schedule"
	"modelhost.dev/scale-modelhosts/testdata/oracle/hpa/scalers"
)

// drawn is a line of a schedule, with its meaning separate from its text.
type drawn struct {
	text     string
	days     [7]bool
	from, to int
	zone     *time.Location
}

// holds reports whether the local time is within the range.
func (d drawn) holds(at time.Time) bool {
	at = at.In(d.zone)
	minute := at.Hour()*60 + at.Minute()
	return d.days[at.Weekday()] && minute >= d.from && minute < d.to
}

// repeats reports whether the same local time occurs twice on that day: a schedule does not
// say which one it means.
func repeats(at time.Time) bool {
	for _, shift := range []time.Duration{30 * time.Minute, time.Hour} {
		for _, other := range []time.Time{at.Add(shift), at.Add(-shift)} {
			if other.Format("02 15:04") == at.Format("02 15:04") {
				return true
			}
		}
	}
	return false
}

var (
	dayNames = []string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"}
	// Zones with summer time in both hemispheres, at midnight, around Ramadan, of half an
	// hour, and without; some are not a number of full hours from the others.
	zones = []string{
		"Europe/Berlin", "America/New_York", "America/Santiago", "Africa/Cairo", "Asia/Beirut", "Asia/Kolkata",
		"Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Chatham", "Europe/Dublin", "Africa/Casablanca", "UTC",
	}
)

func drawLine(t *rapid.T) drawn {
	var d drawn
	var names []string
	for _, day := range rapid.SliceOfNDistinct(rapid.IntRange(0, 6), 1, 7, rapid.ID).Draw(t, "days") {
		d.days[day] = true
		names = append(names, dayNames[day])
	}
	// Draw hours of the night as often as all others, because clocks change then.
	latest := rapid.SampledFrom([]int{4 * 60, 24 * 60}).Draw(t, "latest")
	step := rapid.SampledFrom([]int{1, 30, 60}).Draw(t, "step")
	d.from = rapid.IntRange(0, latest/step-1).Draw(t, "from") * step
	d.to = rapid.IntRange(d.from/step+1, latest/step).Draw(t, "to") * step
	zone := rapid.SampledFrom(zones).Draw(t, "zone")
	d.zone, _ = time.LoadLocation(zone)
	d.text = fmt.Sprintf("%s %02d:%02d-%02d:%02d %s: 3", strings.Join(names, ","), d.from/60, d.from%60, d.to/60, d.to%60, zone)
	return d
}

// span is the number of minutes to query KEDA, from the beginning of each week.
const span = 9 * 24 * 60

// quiet is a week in which no zone changes its clocks.
var quiet = []time.Time{time.Date(2026, 7, 6, 0, 0, 0, 0, time.UTC)}

// weeks returns those before the days of 2026 on which the zone changes its clocks.
func weeks(zone *time.Location) []time.Time {
	var starts []time.Time
	for at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() < 2027; at = at.AddDate(0, 0, 1) {
		_, before := at.In(zone).Zone()
		_, after := at.AddDate(0, 0, 1).In(zone).Zone()
		if before != after {
			starts = append(starts, at.AddDate(0, 0, -7))
		}
	}
	return starts
}

// mayDiffer reports whether a change of the clocks affects a line: the line begins or ends in
// the skipped time, or the change is at midnight, within an hour of it or by less than one
// hour, where KEDA's cron library itself is wrong.
func (d drawn) mayDiffer() bool {
	for _, week := range weeks(d.zone) {
		for at := week.AddDate(0, 0, 6); at.Before(week.AddDate(0, 0, 9)); at = at.Add(time.Minute) {
			before, after := at.In(d.zone), at.Add(time.Minute).In(d.zone)
			_, old := before.Zone()
			_, now := after.Zone()
			from, to := before.Hour()*60+before.Minute()+1, after.Hour()*60+after.Minute()
			switch passed := func(minute int) bool { return minute >= from && minute < to }; {
			case old == now:
			case now-old < 3600 && now-old > -3600, to%60 != 0, from == 24*60:
				return true
			case passed(d.from), passed(d.to):
				return true
			}
		}
	}
	return false
}

// differs returns the first minute at which KEDA's scaler and the line disagree.
func differs(t *testing.T, d drawn, r schedule.Range, weeks []time.Time) (first time.Time) {
	synctest.Test(t, func(t *testing.T) {
		scaler, err := scalers.NewCronScaler(&scalersconfig.ScalerConfig{TriggerType: "cron", TriggerMetadata: r.Metadata()})
		require.NoError(t, err, d.text)
		// The scaler's target is one replica each, so its value is the minimum number of
		// replicas.
		target := scaler.GetMetricSpecForScaling(context.Background())[0].External.Target
		require.Equal(t, "AverageValue 1", fmt.Sprintf("%s %d", target.Type, target.AverageValue.Value()))
		for _, start := range weeks {
			for minute := range span {
				at := start.Add(time.Duration(minute) * time.Minute)
				if at.Before(time.Now()) {
					continue
				}
				time.Sleep(time.Until(at.Add(time.Second)))
				values, active, err := scaler.GetMetricsAndActivity(context.Background(), "m")
				require.NoError(t, err)
				want := int64(0)
				if active {
					want = 3
				}
				require.Equal(t, want, values[0].Value.Value())
				if active != d.holds(at) && !repeats(at.In(d.zone)) {
					first = at.In(d.zone)
					return
				}
			}
		}
	})
	return first
}

// TestScheduleIsActiveAsItIsWritten tests that KEDA's own scaler is active when a line
// applies, minute by minute, also in weeks in which clocks change, except for the lines with a
// documented difference.
func TestScheduleIsActiveAsItIsWritten(t *testing.T) {
	skipped := 0
	require.NoError(t, flag.Set("rapid.checks", "100"))
	rapid.Check(t, func(rt *rapid.T) {
		d := drawLine(rt)
		r, problems := schedule.Parse(d.text)
		if always := !slices.Contains(d.days[:], false) && d.to-d.from == 24*60; always {
			assert.NotEmpty(rt, problems)
			return
		}
		require.Empty(rt, problems, d.text)
		require.Zero(rt, differs(t, d, r, quiet), "%s: KEDA does otherwise: %v", d.text, r.Metadata())
		first := differs(t, d, r, weeks(d.zone))
		deviation, deviates := r.Deviation()
		if deviates {
			assert.True(rt, d.mayDiffer(), "%s is not near a clock change", d.text)
			skipped++
			assert.NotZero(rt, first, "%s: KEDA follows the schedule at %v", d.text, deviation.At)
			return
		}
		assert.Zero(rt, first, "%s: KEDA does otherwise: %v", d.text, r.Metadata())
	})
	t.Logf("%d lines deviate around a clock change", skipped)
}
