package suggest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"modelhost.dev/scale-modelhosts/fn/suggest"
)

func TestClosest(t *testing.T) {
	keys := []string{"min-replicas", "max-replicas", "idle-replicas", "cooldown-period", "gpu", "rps", "cpu", "memory"}
	tests := []struct {
		name, word string
		known      []string
		want       string
	}{
		{"a letter missing", "min-replica", keys, "min-replicas"},
		{"two letters swapped", "memroy", keys, "memory"},
		{"two pairs swapped", "emmroy", keys, "memory"},
		{"another case", "minReplicas", keys, "min-replicas"},
		{"underscores", "cooldown_period", keys, "cooldown-period"},
		{"itself", "gpu", keys, "gpu"},
		{"a tie selects the alphabetically first", "xpu", keys, "cpu"},
		{"the same tie in another order", "xpu", []string{"gpu", "cpu"}, "cpu"},
		{"and in a third", "xpu", []string{"cpu", "gpu"}, "cpu"},
		{"a long word may be a third off", "cooldownperiodxxxx", keys, "cooldown-period"},
		{"nothing near", "tolerations", keys, ""},
		{"nothing in common", "zz", []string{"a", "no"}, ""},
		{"an empty word", "", keys, ""},
		{"nothing known", "gpu", nil, ""},
		{"other scripts", "größe", []string{"große"}, "große"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := suggest.Closest(tt.word, tt.known)
			assert.Equal(t, tt.want, got)
			assert.Equal(t, tt.want != "", ok)
		})
	}
}

func TestWithinCountsLetters(t *testing.T) {
	assert.True(t, suggest.Within(0, "min-replicas", "MinReplicas"))
	assert.True(t, suggest.Within(1, "modelhosts.dev", "modelhost.dev"))
	assert.False(t, suggest.Within(0, "modelhosts.dev", "modelhost.dev"))
	assert.True(t, suggest.Within(3, "kitten", "sitting"))
	assert.False(t, suggest.Within(2, "kitten", "sitting"))
	assert.False(t, suggest.Within(2, "kit", "kitten"))
}

func TestDidYouMean(t *testing.T) {
	policies := []string{"strip", "adopt", "refuse"}
	assert.Equal(t, "did you mean adopt?", suggest.DidYouMean("adpot", policies))
	assert.Equal(t, "use strip, adopt or refuse", suggest.DidYouMean("keep", policies))
	assert.Equal(t, "use strip", suggest.DidYouMean("keep", policies[:1]))
}
