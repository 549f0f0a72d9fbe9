//go:build !unix

package timelimit

import "time"

var started = time.Now()

// processorTime returns the time by the clock, where the other is not to be had.
func processorTime() time.Duration { return time.Since(started) }
