package promql_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/promql"
)

func joined(term, operator string, n int) string {
	terms := make([]string, n)
	for i := range terms {
		terms[i] = strings.ReplaceAll(term, "N", fmt.Sprint(i))
	}
	return strings.Join(terms, operator)
}

func nested(open, inner, closed string, n int) string {
	return strings.Repeat(open, n) + inner + strings.Repeat(closed, n)
}

// Every question about a query is answered in time that grows with its length. The
// limit is far above what a linear answer takes, and far below what an exponential one
// takes for 40 terms.
func TestLongQueriesAreAnalyzedAtOnce(t *testing.T) {
	const limit = 20 * time.Second
	queries := map[string]string{
		"or":            joined("xN", " or ", 1000),
		"or vector":     joined("vector(N)", " or ", 1000),
		"sum + sum":     joined("sum(xN)", " + ", 1000),
		"ratios":        joined("(sum(aN) / sum(bN))", " or ", 1000),
		"and":           joined("xN", " and ", 1000),
		"unless":        joined("sum(xN)", " unless ", 1000),
		"comparisons":   joined("xN", " > ", 1000),
		"numbers":       joined("N", " + ", 1000) + " + x",
		"powers":        joined("N", " ^ ", 500) + " ^ sum(x)",
		"to the right":  nested("(sum(x) or ", "y", ")", 400),
		"to both sides": nested("(sum(a) + ", nested("(", "sum(b) or x", ") - sum(c)", 200), ")", 200),
		"max of max":    nested("max(", "x", ")", 900),
		"label_replace": nested("label_replace(", "x", `, "a", "$1", "b", "(.*)")`, 400),
		"subqueries":    nested("max_over_time(", "sum(x)", "[5m:1m])", 300),
		"minus":         nested("-(", "sum(x) or y", ")", 900),
	}
	for name, text := range queries {
		t.Run(name, func(t *testing.T) {
			done := make(chan error, 1)
			go func() { done <- ask(text) }()
			select {
			case err := <-done:
				require.NoError(t, err)
			case <-time.After(limit):
				require.Fail(t, "no answer", "after %s", limit)
			}
		})
	}
}

func ask(text string) error {
	q, err := promql.Parse(text)
	if err != nil {
		return err
	}
	q.IsVector()
	q.IsSingle()
	q.AlwaysAnswers()
	q.Shape()
	q.Windows()
	q.Metrics()
	q.Without(func(s promql.Selector) bool { return s.Metric == "x" })
	q.Range(func(promql.Selector) (promql.Range, bool) { return promql.Range{Most: 1}, true })
	return nil
}

func TestAbsurdQueriesAreRefused(t *testing.T) {
	_, err := promql.Parse(joined("metric_of_some_length_N", " + ", 5000))
	assert.ErrorContains(t, err, "at most 65536 are checked")
	_, err = promql.Parse(nested("(", "x", ")", 1001))
	assert.ErrorContains(t, err, "nests more than 1000 brackets")
	_, err = promql.Parse(nested("(", "x", ")", 1000))
	assert.NoError(t, err)
	_, err = promql.Parse(joined("(x)", " + ", 2000))
	assert.NoError(t, err, "brackets side by side do not nest")
}
