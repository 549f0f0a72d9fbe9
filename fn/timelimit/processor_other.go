//go:build !unix

package timelimit

import "time"

var started = time.Now()

// processorTime returns the elapsed time, because the CPU time is not available.
func processorTime() time.Duration { return time.Since(started) }
