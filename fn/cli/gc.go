package cli

import (
	"math"
	"runtime"
	"runtime/debug"
)

// firstCollection is the heap at which a run first looks for garbage. Most runs end
// below it, and those that do not look for it half as often as Go does by itself.
const (
	firstCollection = 96 << 20
	usualPercent    = 100
	laterPercent    = 200
)

// deferGC has the garbage collector wait: a run that ends in a tenth of a second
// would spend a quarter of it on heaps of a few megabytes. Where GOGC or GOMEMLIMIT
// say how it is to be, it is left alone.
func deferGC() {
	percent, limit := debug.SetGCPercent(-1), debug.SetMemoryLimit(-1)
	if percent != usualPercent || limit != math.MaxInt64 {
		debug.SetGCPercent(percent)
		return
	}
	debug.SetMemoryLimit(firstCollection)
	runtime.SetFinalizer(new(*int), func(any) {
		debug.SetGCPercent(laterPercent)
		debug.SetMemoryLimit(limit)
	})
}
