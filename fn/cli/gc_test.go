package cli

import (
	"math"
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// collector returns the settings of the garbage collector without changing them.
func collector() (percent int, limit int64) {
	percent = debug.SetGCPercent(100)
	debug.SetGCPercent(percent)
	return percent, debug.SetMemoryLimit(-1)
}

func setCollector(t *testing.T, percent int, limit int64) {
	wasPercent, wasLimit := debug.SetGCPercent(percent), debug.SetMemoryLimit(limit)
	t.Cleanup(func() {
		debug.SetGCPercent(wasPercent)
		debug.SetMemoryLimit(wasLimit)
	})
}

func TestCollectorIsOffUntilNeeded(t *testing.T) {
	setCollector(t, 100, math.MaxInt64)
	deferGC()
	percent, limit := collector()
	assert.Equal(t, -1, percent)
	assert.EqualValues(t, firstCollection, limit)

	runtime.GC()
	assert.Eventually(t, func() bool {
		percent, limit := collector()
		return percent == laterPercent && limit == math.MaxInt64
	}, 10*time.Second, time.Millisecond, "the first collection takes the limit away")
}

func TestConfiguredCollectorIsUnchanged(t *testing.T) {
	for _, set := range []struct {
		percent int
		limit   int64
	}{{50, math.MaxInt64}, {-1, math.MaxInt64}, {100, 1 << 30}} {
		setCollector(t, set.percent, set.limit)
		deferGC()
		percent, limit := collector()
		assert.Equal(t, set.percent, percent)
		assert.Equal(t, set.limit, limit)
	}
}
