package timelimit

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestReturnsInTime(t *testing.T) {
	done := false
	Run(t, time.Minute, func() { done = true })
	assert.True(t, done)
}

func TestDetectsABusyLoop(t *testing.T) {
	stop := make(chan struct{})
	defer close(stop)
	took, ok := within(50*time.Millisecond, func() {
		for !isClosed(stop) {
		}
	})
	assert.False(t, ok)
	assert.Less(t, took, 5*time.Second)
}

func isClosed(c chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

func TestDetectsABlockedFunction(t *testing.T) {
	stop := make(chan struct{})
	defer close(stop)
	_, ok := within(time.Millisecond, func() { <-stop })
	assert.False(t, ok)
}

func TestPropagatesPanics(t *testing.T) {
	assert.PanicsWithValue(t, "why", func() { within(time.Minute, func() { panic("why") }) })
}
