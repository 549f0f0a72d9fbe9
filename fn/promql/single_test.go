package promql_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/promql"
)

// Prometheus's engine returns several series for each query that is not single, if m and n have the
// labels a and b with two values each, and for none of the others. The selector of all labels may
// be split by another label.
var shapes = []struct {
	name, query string
	single      bool
}{
	{"a selector", `m`, false},
	{"a selector of all labels", `m{a="1", b="1"}`, false},
	{"a rate", `rate(m[5m])`, false},
	{"a sum", `sum(m)`, true},
	{"an average in brackets, negated", `-(avg(m))`, true},
	{"a sum by a label", `sum by (a) (m)`, false},
	{"a sum by no label", `sum by () (m)`, true},
	{"a sum without a label", `sum without (a) (m)`, false},
	{"a sum without a label, of one series", `sum without (a) (sum(m))`, true},
	{"a sum by a label, of one series", `sum by (a) (max(m))`, true},
	{"a quantile", `quantile(0.9, m)`, true},
	{"the greatest", `topk(1, m)`, true},
	{"the least", `bottomk(1, m)`, true},
	{"any one", `limitk(1, m)`, true},
	{"the greatest two", `topk(2, m)`, false},
	{"the greatest of each group", `topk by (a) (1, m)`, false},
	{"the greatest of a computed number", `topk(scalar(sum(n)), m)`, false},
	{"the greatest two of one", `topk(2, sum(m))`, true},
	{"a part", `limit_ratio(0.9, m)`, false},
	{"a count of values", `count_values("v", m)`, false},
	{"a ratio of sums", `sum(m) / sum(n)`, true},
	{"a ratio of selectors", `m / on (a, b) n`, false},
	{"a sum over a selector", `sum(m) / n`, true},
	{"a selector over one without labels", `m / on () group_left () sum(n)`, false},
	{"one without labels over many", `sum(m) / on () group_right () n`, false},
	{"one over one, grouped", `sum(m) / on () group_left () sum(n)`, true},
	{"a sum times a number", `100 * sum(m)`, true},
	{"a selector times a number", `m * 100`, false},
	{"a comparison", `sum(m) > 0`, true},
	{"a sum, or zero", `sum(m) or vector(0)`, true},
	{"zero, or a selector", `vector(0) or m`, false},
	{"the greatest, or zero beside it", `topk(1, m) or vector(0)`, false},
	{"the greatest, or else zero", `topk(1, m) or on () vector(0)`, true},
	{"a rounded sum, or zero", `round(sum(m), 0.1) or vector(0)`, true},
	{"a labelled sum, or zero", `label_replace(sum(m), "x", "y", "", "") or vector(0)`, false},
	{"a sum and a selector", `sum(m) and on () n`, true},
	{"a selector and a sum", `m and on () sum(n)`, false},
	{"a sum unless a selector", `sum(m) unless on () n`, true},
	{"a sum and a condition, or zero", `(sum(m) and on () n) or vector(0)`, true},
	{"a filled sum of selectors", `m + fill (0) n`, false},
	{"a filled sum of a sum and a selector", `sum(m) + fill (0) n`, false},
	{"a filled sum of sums", `sum(m) + fill (0) sum(n)`, true},
	{"absence", `absent(m{a="9"})`, true},
	{"absence over time", `absent_over_time(m{a="9"}[5m])`, true},
	{"absence beside zero", `absent(m{a="9"}) or vector(0)`, false},
	{"a number", `vector(1)`, true},
	{"the time", `vector(time())`, true},
	{"the hour", `hour()`, true},
	{"the hour of a selector", `hour(m)`, false},
	{"a sum sorted and clamped", `sort(clamp_min(sum(m), 0))`, true},
	{"a quantile of a histogram by bucket", `histogram_quantile(0.95, sum by (le) (rate(h_bucket[5m])))`, true},
	{"the same in brackets", `histogram_quantile(0.95, (sum by (le) (rate(h_bucket[5m]))))`, true},
	{"the same, or zero", `histogram_quantile(0.95, sum by (le) (rate(h_bucket[5m]))) or vector(0)`, true},
	{"a quantile of a histogram by bucket and label", `histogram_quantile(0.95, sum by (le, a) (rate(h_bucket[5m])))`, false},
	{"a quantile of a histogram of all labels", `histogram_quantile(0.95, rate(h_bucket[5m]))`, false},
	{"a fraction of a histogram by bucket", `histogram_fraction(0, 0.5, sum by (le) (rate(h_bucket[5m])))`, true},
	{"several quantiles", `histogram_quantiles(sum by (le) (rate(h_bucket[5m])), "q", 0.5, 0.9)`, false},
	{"several quantiles of a native histogram", `histogram_quantiles(sum(rate(h[5m])), "q", 0.5, 0.9)`, false},
	{"a sum over time", `max_over_time(sum(m)[5m:1m])`, true},
	{"a quantile of a sum over time", `quantile_over_time(0.5, sum(m)[5m:1m])`, true},
	{"a selector over time", `max_over_time(m[5m])`, false},
	{"a selector's greatest over time, now this and now that", `max_over_time(topk(1, w)[10m:1m])`, false},
	{"at an offset", `sum(m offset 1m)`, true},
}

func TestIsSingle(t *testing.T) {
	for _, shape := range shapes {
		t.Run(shape.name, func(t *testing.T) {
			q, err := promql.Parse(shape.query)
			require.NoError(t, err)
			require.True(t, q.IsVector())
			assert.Equal(t, shape.single, q.IsSingle(), shape.query)
		})
	}
}
