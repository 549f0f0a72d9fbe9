package promql_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/promql"
)

func TestWithoutSeries(t *testing.T) {
	tests := map[promql.Residual][]string{
		promql.Empty: {
			`gone`, `sum(gone)`, `sum(rate(gone[5m]))`, `100 * avg(gone)`, `sum(gone) / sum(there)`, `sum(there) / sum(gone)`, `sum(there) and sum(gone)`,
			`sum(gone) unless sum(there)`, `sum(gone) > 0`, `sum(there) > bool sum(gone)`, `histogram_quantile(0.9, sum by (le) (rate(gone[5m])))`,
			`max_over_time(sum(gone)[5m:1m])`, `-(gone)`, `sum(gone or gone)`, `count(gone)`, `group(gone)`,
		},
		promql.AlwaysZero: {
			`sum(gone) or vector(0)`, `(sum(gone) or vector(0)) * 100`, `sum(gone or vector(0))`, `(sum(gone) or vector(0)) / 60`, `vector(0)`,
			`(sum(gone) or vector(0)) + (sum(gone) or vector(0))`, `round(sum(gone) or vector(0))`, `(sum(gone) or vector(0)) > 0`,
			`(sum(gone) or vector(0)) / (sum(there) or vector(1))`, `5 > (sum(gone) or vector(0))`, `sum(there) * (sum(gone) or vector(0))`,
		},
		promql.AnyValue: {
			`there`, `sum(there)`, `sum(gone) or sum(there)`, `sum(gone) or vector(1)`, `absent(gone)`, `absent_over_time(gone[5m])`, `vector(1)`, `vector(time())`,
			`count(gone or vector(0))`, `sum(gone) + fill (0) sum(there)`, `vector(scalar(gone))`, `(sum(gone) or vector(0)) + 1`, `hour()`,
			`(sum(gone) or vector(0)) < bool 5`, `exp(sum(gone) or vector(0))`, `sum(there) unless sum(gone)`, `vector(0) ^ vector(0)`,
		},
	}
	for want, queries := range tests {
		for _, query := range queries {
			q, err := promql.Parse(query)
			require.NoError(t, err, query)
			assert.Equal(t, want, q.WithoutSeries(func(s promql.Selector) bool { return s.Metric == "gone" }), query)
		}
	}
}
