package promql_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/promql"
)

func TestAggregation(t *testing.T) {
	tests := map[promql.Aggregation][]string{
		promql.Sum: {
			`sum(m)`, `count(m)`, `sum(rate(m[5m])) or vector(0)`, `(sum(m))`, `100 * sum(m)`, `sum(m) / 60`, `ceil(sum(m))`, `sum(m) + sum(n)`,
			`sum(m) > 0`, `max_over_time(sum(m)[5m:1m])`, `clamp_min(sum(m), 1)`, `sum(m) and on () n`, `sum(m) or sum(n)`,
		},
		promql.PerSeries: {
			`avg(m)`, `avg(avg by (pod) (m))`, `100 * avg(m)`, `max(m)`, `min(m)`, `quantile(0.9, m)`, `topk(1, m)`, `avg(sum by (pod) (m))`, `avg(m) or vector(0)`,
			`avg(sum by (pod) (m) / sum by (pod) (n))`,
		},
		promql.Ratio: {
			`sum(m) / sum(n)`, `100 * (sum(m) / sum(n))`, `histogram_quantile(0.95, sum by (le) (rate(m[5m])))`, `sum(m) / count(m)`, `sum(m) / sum(n) or vector(0)`,
		},
		promql.Unknown: {`m`, `rate(m[5m])`, `sum(m) > bool 5`, `vector(1)`, `1 / sum(m)`, `sum(m) * sum(n)`, `sum(m) + avg(n)`, `histogram_fraction(0, 1, m)`, `absent(m)`},
	}
	for want, queries := range tests {
		for _, query := range queries {
			q, err := promql.Parse(query)
			require.NoError(t, err, query)
			assert.Equal(t, want, q.Aggregation(), query)
		}
	}
}
