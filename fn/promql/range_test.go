package promql_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/promql"
)

func TestRange(t *testing.T) {
	known := func(s promql.Selector) (promql.Range, bool) {
		return promql.Range{Min: 0, Max: 1}, s.Metric == "ratio"
	}
	least, most := math.Inf(-1), math.Inf(1)
	tests := []struct {
		query       string
		least, most float64
	}{
		{`ratio`, 0, 1},
		{`avg(avg by (pod) (ratio))`, 0, 1},
		{`max(ratio) * 100`, 0, 100},
		{`100 * (avg(ratio))`, 0, 100},
		{`avg(ratio) / 2`, 0, 0.5},
		{`1 - avg(ratio)`, 0, 1},
		{`avg(ratio) or vector(0)`, 0, 1},
		{`avg(ratio) or vector(5)`, 0, 5},
		{`avg_over_time(ratio[5m])`, 0, 1},
		{`max_over_time(avg(ratio)[5m:1m])`, 0, 1},
		{`clamp_max(sum(other), 7)`, least, 7},
		{`ceil(100 * avg(ratio))`, 0, 100},
		{`avg(ratio) + avg(ratio)`, 0, 2},
		{`avg(ratio) and on () other`, 0, 1},
		{`sum(ratio)`, least, most},
		{`avg(other)`, least, most},
		{`quantile(2, ratio)`, least, most},
		{`-avg(ratio)`, least, most},
		{`avg(ratio) * -1`, least, most},
		{`avg(ratio) / avg(ratio)`, least, most},
		{`avg(ratio) > bool 0`, least, most},
		{`rate(ratio[5m])`, least, most},
		{`avg(ratio) * scalar(sum(other))`, least, most},
	}
	for _, test := range tests {
		q, err := promql.Parse(test.query)
		require.NoError(t, err, test.query)
		assert.Equal(t, promql.Range{Min: test.least, Max: test.most}, q.Range(known), test.query)
	}
}
