package parallel_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"modelhost.dev/scale-modelhosts/fn/parallel"
)

func TestEachCallsEveryIndexOnce(t *testing.T) {
	for _, n := range []int{0, 1, 2, 3, 1000} {
		done := make([]int, n)
		parallel.Each(n, func(i int) { done[i]++ })
		for i, times := range done {
			assert.Equal(t, 1, times, "%d of %d", i, n)
		}
	}
}

func TestEachPropagatesPanics(t *testing.T) {
	assert.PanicsWithValue(t, "fault", func() {
		parallel.Each(10, func(i int) {
			if i == 7 {
				panic("fault")
			}
		})
	})
}
