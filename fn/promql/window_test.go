package promql_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/promql"
)

func TestWindows(t *testing.T) {
	q, err := promql.Parse(`sum(rate(a[30s])) + sum(avg_over_time(b[5s])) + sum(increase((c[1m]))) + max(delta(sum(d)[2m:1m])) + max(irate(sum(e)[2m:]))`)
	require.NoError(t, err)
	assert.Equal(t, []promql.Window{
		{Function: "rate", Range: 30 * time.Second},
		{Function: "increase", Range: time.Minute},
		{Function: "delta", Range: 2 * time.Minute, Subquery: true, Step: time.Minute},
		{Function: "irate", Range: 2 * time.Minute, Subquery: true},
	}, q.Windows())
}

func TestHasCall(t *testing.T) {
	for query, want := range map[string]bool{
		`sum(rate(a[1m]))`: true, `max(irate(a[1m])) or vector(0)`: true, `sum(increase(a[1m])) / 60`: false, `sum(rate)`: false, `sum(delta(a[1m]))`: false,
	} {
		q, err := promql.Parse(query)
		require.NoError(t, err, query)
		assert.Equal(t, want, q.HasCall("rate", "irate"), query)
	}
}

// The value of an expression is only known to the server.
func TestWindowsSkipsExpressions(t *testing.T) {
	q, err := promql.Parse(`sum(rate(f[1m + 30s]))`)
	require.NoError(t, err)
	assert.Empty(t, q.Windows())
}
