package promql_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/promql"
	"modelhost.dev/scale-modelhosts/fn/timelimit"
)

// large builds queries of several forms with any number of terms.
var large = map[string]func(n int) string{
	"or":              func(n int) string { return joined(n, "x%d", " or ") },
	"or, from right":  func(n int) string { return nested(n, "x or (", ")") },
	"and":             func(n int) string { return joined(n, "x%d", " and ") },
	"unless":          func(n int) string { return joined(n, "sum(x%d)", " unless ") },
	"or vector":       func(n int) string { return "sum(x)" + strings.Repeat(" or vector(0)", n) },
	"sums":            func(n int) string { return joined(n, "sum(x%d)", " + ") },
	"sums, in groups": func(n int) string { return joined(n, "sum by (a) (x%d)", " - on (a) ") },
	"quotients":       func(n int) string { return joined(n, "sum(x%d)", " / ") },
	"comparisons":     func(n int) string { return joined(n, "max(x%d)", " > ") },
	"bool":            func(n int) string { return joined(n, "max(x%d)", " > bool ") },
	"numbers":         func(n int) string { return strings.Repeat("1 + ", n) + "x" },
	"numbers at last": func(n int) string { return "x" + strings.Repeat(" + 1", n) },
	"powers":          func(n int) string { return strings.Repeat("1 ^ ", n) + "scalar(x)" },
	"scalars":         func(n int) string { return joined(n, "scalar(x%d)", " * ") },
	"brackets":        func(n int) string { return nested(n, "(", ")") },
	"minus":           func(n int) string { return strings.Repeat("-", n) + "x" },
	"functions":       func(n int) string { return nested(n, "abs(", ")") },
	"labels":          func(n int) string { return nested(n, "label_replace(", `, "a", "b", "c", "d")`) },
	"aggregations":    func(n int) string { return nested(n, "sum(", ")") },
	"topk":            func(n int) string { return nested(n, "topk(2, ", ")") },
	"topk of scalars": func(n int) string { return nested(n, "topk(scalar(y), ", ")") },
	"quantiles":       func(n int) string { return nested(n, "histogram_quantile(0.9, sum by (le) (", "))") },
	"clamps":          func(n int) string { return nested(n, "clamp_max(", ", scalar(sum(y)))") },
	"subqueries":      func(n int) string { return nested(n, "max_over_time(", "[5m:1m])") },
	"fill":            func(n int) string { return joined(n, "sum(x%d)", " + fill (0) ") },
	"mixed":           func(n int) string { return nested(n, "sum(-(y or ", " / 2) > 0) or vector(0)") },
	"matchers":        func(n int) string { return "sum(x{" + joined(n, `l%d=~"a.+"`, ",") + "})" },
	"alternatives":    func(n int) string { return `sum(x{a=~"` + joined(n, "pod-%d-.+", "|") + `"})` },
}

func joined(n int, term, operator string) string {
	terms := make([]string, n)
	for i := range terms {
		terms[i] = term
		if strings.Contains(term, "%d") {
			terms[i] = fmt.Sprintf(term, i)
		}
	}
	return strings.Join(terms, operator)
}

func nested(n int, before, after string) string {
	return strings.Repeat(before, n) + "x" + strings.Repeat(after, n)
}

// ask calls every method of a query.
func ask(q promql.Query) {
	q.IsVector()
	_ = q.TypeName()
	q.IsSingle()
	q.AlwaysAnswers()
	q.Aggregation()
	q.Metrics()
	q.Windows()
	q.HasCall("rate")
	q.Range(func(promql.Selector) (promql.Range, bool) { return promql.Range{Max: 1}, true })
	q.WithoutSeries(func(s promql.Selector) bool { return s.Metric == "x0" })
}

func TestLargeQueriesAreFast(t *testing.T) {
	for name, query := range large {
		t.Run(name, func(t *testing.T) {
			timelimit.Run(t, 5*time.Second, func() {
				q, err := promql.Parse(query(500))
				if assert.NoError(t, err) {
					ask(q)
				}
			})
		})
	}
}

func TestQueriesBeyondTheLimitsAreRejectedFast(t *testing.T) {
	for name, query := range large {
		t.Run(name, func(t *testing.T) {
			timelimit.Run(t, 5*time.Second, func() {
				_, err := promql.Parse(query(100_000))
				assert.ErrorIs(t, err, promql.ErrTooLarge)
			})
		})
	}
}

func TestLimits(t *testing.T) {
	long := func(n int) string { return `x{a="` + strings.Repeat("b", n-len(`x{a=""}`)) + `"}` }
	_, err := promql.Parse(long(promql.MaxBytes))
	require.NoError(t, err)
	_, err = promql.Parse(long(promql.MaxBytes + 1))
	require.ErrorContains(t, err, "the query is too large: 65537 bytes, the maximum is 65536")

	_, err = promql.Parse(strings.Repeat("-", promql.MaxTokens-1) + "1")
	require.NoError(t, err)
	_, err = promql.Parse(strings.Repeat("-", promql.MaxTokens) + "1")
	require.ErrorContains(t, err, "the query is too large: more than 20000 names, operators and other tokens")
}
