// Package parallel spreads work over the processors.
package parallel

import (
	"runtime"
	"sync"

	"modelhost.dev/scale-modelhosts/fn/crash"
)

// Each calls do for 0 to n-1 on several processors and returns when all calls have returned. It
// panics if a call panics.
func Each(n int, do func(i int)) {
	workers := min(runtime.GOMAXPROCS(0), n)
	faults := make([]any, workers)
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			defer func() {
				faults[w] = recover()
				crash.Print(faults[w])
			}()
			for i := w; i < n; i += workers {
				do(i)
			}
		})
	}
	group.Wait()
	for _, fault := range faults {
		if fault != nil {
			panic(fault)
		}
	}
}
