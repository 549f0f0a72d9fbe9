package rule

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestRoundedBelow(t *testing.T) {
	for limit, want := range map[float64]string{
		100 / 1.1: "90", 1 / 1.1: "0.9", 1000 / 1.1: "900", 100 / 1.05: "95", 99: "98", 100: "90", 1: "0.9", 0.05: "0.049", 12.3: "12",
	} {
		assert.Equal(t, want, roundedBelow(limit), limit)
	}
}
