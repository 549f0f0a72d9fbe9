// Package timelimit bounds the time that a test, or one input of a fuzz target, takes.
// Only tests use it: fuzzing itself does not notice that an input takes minutes.
package timelimit

import (
	"runtime"
	"testing"
	"time"
)

// PerInput is the limit for one input of a fuzz target. It is far above what any input
// of a fuzzer's size needs, on a busy machine too.
const PerInput = 10 * time.Second

// Run calls do, and fails the test at once if do takes more than the limit. It counts the
// processor time of this process, so that a busy machine does not fail the test; ten
// times the limit on the clock fails it as well. Run does not stop do.
func Run(t testing.TB, limit time.Duration, do func()) {
	t.Helper()
	if took, ok := within(limit, do); !ok {
		stack := make([]byte, 64<<10)
		stack = stack[:runtime.Stack(stack, true)]
		t.Fatalf("still not done after %s, and the limit is %s\n%s", took.Round(time.Millisecond), limit, stack)
	}
	if t.Failed() {
		t.FailNow() // one that do called has ended its own goroutine only
	}
}

// within reports whether do returns in time. A panic of do becomes one of the caller.
func within(limit time.Duration, do func()) (took time.Duration, ok bool) {
	start, cpu := time.Now(), processorTime()
	done := make(chan any, 1)
	go func() {
		defer func() { done <- recover() }()
		do()
	}()
	for wait := limit; ; wait = max(limit/20, time.Millisecond) {
		select {
		case panicked := <-done:
			if panicked != nil {
				panic(panicked)
			}
			return time.Since(start), true
		case <-time.After(wait):
			if processorTime()-cpu > limit || time.Since(start) > 10*limit {
				return time.Since(start), false
			}
		}
	}
}
