package promql_test

import (
	"fmt"
	"math"
	"math/rand"
	"testing"
	"time"

	"github.com/prometheus/prometheus/promql"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	analysis "modelhost.dev/scale-modelhosts/fn/promql"
	oracle "modelhost.dev/scale-modelhosts/testdata/oracle/promql"
)

// The metrics of the queries below: gone has no series, ratio is between 0 and 1, and there
// may have any value.
const metrics = `load 15s
  there{pod="a"} 3+2x40
  there{pod="b"} 0-7x40
  ratio{pod="a"} 0 1 0.5 0.25 1 0.75 0 0x40
  ratio{pod="b"} 1x40
`

// grammar generates valid queries for every analysis.
type grammar struct{ *rand.Rand }

func (g grammar) of(choices ...string) string { return choices[g.Intn(len(choices))] }

func (g grammar) vector(depth int) string {
	if depth == 0 {
		return g.of(`gone`, `there`, `ratio`, `ratio{pod="a"}`, `vector(0)`, `vector(1)`, `vector(0.5)`)
	}
	in := func() string { return g.vector(depth - 1) }
	switch g.Intn(9) {
	case 0:
		return fmt.Sprintf(`%s(%s)`, g.of("sum", "avg", "max", "min", "count", "group", "stddev", "stdvar"), in())
	case 1:
		return fmt.Sprintf(`%s by (pod) (%s)`, g.of("sum", "avg", "max"), in())
	case 2:
		return fmt.Sprintf(`%s(1, %s)`, g.of("topk", "bottomk"), in())
	case 3:
		return fmt.Sprintf(`(%s) %s (%s)`, in(), g.of("+", "-", "*", "/", "or", "and", "unless", ">", "<=", "== bool", "> bool", "% ", "^"), in())
	case 4:
		return fmt.Sprintf(`(%s) %s %s`, in(), g.of("+", "-", "*", "/", ">", "<= bool"), g.of("0", "2", "100", "-1"))
	case 5:
		return fmt.Sprintf(`%s %s (%s)`, g.of("0", "2", "100", "-1"), g.of("+", "-", "*", "/", "<", "== bool"), in())
	case 6:
		return fmt.Sprintf(g.of("abs(%s)", "ceil(%s)", "floor(%s)", "round(%s)", "exp(%s)", "sqrt(%s)", "sgn(%s)", "-(%s)", "sort(%s)", "absent(%s)", "hour(%s)", "vector(scalar(%s))"), in())
	case 7:
		return fmt.Sprintf(`%s(%s, %s)`, g.of("clamp_min", "clamp_max"), in(), g.of("0", "1", "5"))
	}
	return fmt.Sprintf(`%s((%s)[2m:30s])`, g.of("avg_over_time", "max_over_time", "min_over_time", "sum_over_time", "count_over_time", "last_over_time", "rate", "delta", "absent_over_time"), in())
}

// queries returns random queries that parse.
func queries(t *testing.T, n int) []query {
	g := grammar{rand.New(rand.NewSource(1))}
	var all []query
	for len(all) < n {
		text := g.vector(1 + g.Intn(4))
		if q, err := analysis.Parse(text); err == nil && q.IsVector() {
			all = append(all, query{q, text})
		}
	}
	require.Len(t, all, n)
	return all
}

// query is a parsed query with its text.
type query struct {
	analysis.Query
	text string
}

// answer returns the engine's result; false if the query fails on these series, for example
// because several match one.
func answer(store oracle.Store, q query) (promql.Vector, bool) {
	v, err := store.Eval(q.text, 5*time.Minute)
	return v, err == nil
}

const many = 4000

// TestWhatRemains tests that a query without some series never returns more than the analysis
// predicts.
func TestWhatRemains(t *testing.T) {
	store := oracle.Load(t, metrics)
	defer store.Close()
	seen := map[analysis.Residual]int{}
	for _, q := range queries(t, many) {
		v, ok := answer(store, q)
		remains := q.WithoutSeries(func(s analysis.Selector) bool { return s.Metric == "gone" })
		if !ok || remains == analysis.AnyValue {
			continue
		}
		seen[remains]++
		if remains == analysis.Empty {
			assert.Empty(t, v, q.text)
		}
		for _, sample := range v {
			assert.True(t, sample.F == 0 || math.IsNaN(sample.F) || math.IsInf(sample.F, 0), "%s: %v", q, sample)
		}
	}
	assert.Greater(t, seen[analysis.Empty], many/20)
	assert.Greater(t, seen[analysis.AlwaysZero], many/20)
}

// TestAlwaysAnswers tests that a query predicted to always answer does so without any series.
func TestAlwaysAnswers(t *testing.T) {
	store := oracle.Load(t, "load 15s\n")
	defer store.Close()
	seen := 0
	for _, q := range queries(t, many) {
		if v, ok := answer(store, q); ok && q.AlwaysAnswers() {
			seen++
			assert.NotEmpty(t, v, q.text)
		}
	}
	assert.Greater(t, seen, many/20)
}

// TestRange tests that no result is outside the predicted range.
func TestRange(t *testing.T) {
	store := oracle.Load(t, metrics)
	defer store.Close()
	known := func(s analysis.Selector) (analysis.Range, bool) {
		return analysis.Range{Min: 0, Max: 1}, s.Metric == "ratio"
	}
	seen := 0
	for _, q := range queries(t, many) {
		v, ok := answer(store, q)
		r := q.Range(known)
		if !ok || math.IsInf(r.Max, 1) {
			continue
		}
		seen += len(v)
		for _, sample := range v {
			// KEDA treats NaN as zero or as an error.
			if !math.IsNaN(sample.F) {
				assert.LessOrEqual(t, sample.F, r.Max+1e-9, q.text)
				assert.GreaterOrEqual(t, sample.F, r.Min-1e-9, q.text)
			}
		}
	}
	assert.Greater(t, seen, many/20)
}
