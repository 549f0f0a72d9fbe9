package cli

import (
	"math"
	"runtime"
	"runtime/debug"
)

// firstCollection is the heap size at which garbage is first collected. Most packages need less;
// for others, garbage is collected half as often as by default.
const (
	firstCollection = 96 << 20
	usualPercent    = 100
	laterPercent    = 200
)

// deferGC delays the garbage collector: a program that ends in a tenth of a second would
// spend a quarter of it on heaps of a few megabytes. GOGC and GOMEMLIMIT take precedence.
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
