package promql_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/promql"
)

func TestAlwaysAnswers(t *testing.T) {
	always := []string{
		`vector(0)`, `sum(m) or vector(0)`, `vector(0) or m`, `(sum(m) or vector(0))`, `sum(m or vector(0))`, `-(m or vector(1))`,
		`100 * (sum(m) or vector(0))`, `(sum(m) or vector(0)) / (sum(n) or vector(1))`, `round(sum(m) or vector(0), 0.1)`,
		`(m or vector(0)) > bool 1`, `sum(rate(m[1m])) or on() vector(0)`,
	}
	for _, query := range always {
		q, err := promql.Parse(query)
		require.NoError(t, err)
		assert.True(t, q.AlwaysAnswers(), query)
	}
	perhaps := []string{
		`m`, `sum(m)`, `sum(m) and vector(0)`, `vector(0) unless m`, `(m or vector(0)) > 1`, `(m or vector(0)) * n`, `topk(0, m or vector(0))`,
		`rate(m[1m])`, `absent(m)`, `sum(m) / vector(1)`,
	}
	for _, query := range perhaps {
		q, err := promql.Parse(query)
		require.NoError(t, err)
		assert.False(t, q.AlwaysAnswers(), query)
	}
}
