package promql_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/promql"
)

func TestSelectors(t *testing.T) {
	q, err := promql.Parse(`sum(rate(b{x="1", y!~"2|3", y!="4"}[1m])) / sum({__name__="c"}) + sum(b) + sum({z="5"})`)
	require.NoError(t, err)
	all := q.Selectors()
	require.Len(t, all, 4)
	var metrics []string
	for _, s := range all {
		metrics = append(metrics, s.Metric)
	}
	assert.Equal(t, []string{"b", "c", "b", ""}, metrics)
	assert.Len(t, all[0].MatchersOn("y"), 2)
	assert.Empty(t, all[0].MatchersOn("__name__"))
	assert.True(t, all[0].Accepts("x", "1"))
	assert.False(t, all[0].Accepts("x", "2"))
	assert.False(t, all[0].Accepts("y", "3"))
	assert.False(t, all[0].Accepts("y", "4"))
	assert.True(t, all[0].Accepts("y", "5"))
	assert.True(t, all[0].Accepts("w", "6"))
}
