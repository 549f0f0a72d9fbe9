// Package timelimit limits the time of a test, or of one input of a fuzz target. Only tests use
// it: fuzzing itself does not notice that an input takes minutes.
package timelimit

import (
	"runtime"
	"testing"
	"time"
)

// PerInput is the limit for one input of a fuzz target. It is far more than any input of a
// fuzzer's size needs, even on a busy machine.
const PerInput = 10 * time.Second

// Run calls do and fails the test immediately if do takes more than the limit. It counts the CPU
// time of this process, so that a busy machine does not fail the test, but it also fails after
// ten times the limit on the clock. Run does not stop do.
func Run(t testing.TB, limit time.Duration, do func()) {
	t.Helper()
	if took, ok := within(limit, do); !ok {
		stack := make([]byte, 64<<10)
		stack = stack[:runtime.Stack(stack, true)]
		t.Fatalf("not done after %s; the limit is %s\n%s", took.Round(time.Millisecond), limit, stack)
	}
	if t.Failed() {
		t.FailNow() // a FailNow in do ended only its own goroutine
	}
}

// within calls do and reports whether it returns in time. It passes on a panic of do.
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
