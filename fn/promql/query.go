// Package promql judges queries as KEDA will see their answers. The parser is
// Prometheus's own.
package promql

import (
	"fmt"

	"github.com/prometheus/prometheus/promql/parser"
)

// Query is a query that parses.
type Query struct{ expr parser.Expr }

// options take all that some Prometheus parses: a server may have been started
// with any of its feature flags, and what works there is no error here.
var options = parser.Options{
	EnableExperimentalFunctions: true, ExperimentalDurationExpr: true,
	EnableExtendedRangeSelectors: true, EnableBinopFillModifiers: true,
}

// Parse reads a query. The error says what is wrong and where. One that wraps
// ErrTooLarge says that the query was not parsed at all.
func Parse(text string) (Query, error) {
	if err := checkSize(text); err != nil {
		return Query{}, err
	}
	expr, err := parser.NewParser(options).ParseExpr(text)
	if err != nil {
		return Query{}, err
	}
	return Query{expr}, nil
}

// IsVector says whether the query gives what KEDA reads: an instant vector. It
// fails on a scalar's or a string's answer, and takes a range vector's for zero.
func (q Query) IsVector() bool { return q.expr.Type() == parser.ValueTypeVector }

// TypeName is the kind of the query's answer, in words.
func (q Query) TypeName() string { return parser.DocumentedType(q.expr.Type()) }

// IsSingle says whether the answer has one series at the most, whatever series
// there are. KEDA refuses more than one. It is judged by the query's shape alone,
// so that a selector which happens to match one series is not single.
func (q Query) IsSingle() bool { return q.analysis().isSingle(q.expr) }

// metricName is the label that holds a metric's name.
const metricName = "__name__"

// Metrics are the names of the metrics that the query selects, without doubles,
// in the query's order.
func (q Query) Metrics() []string {
	var names []string
	seen := map[string]bool{"": true}
	for _, s := range q.Selectors() {
		if !seen[s.Metric] {
			names = append(names, s.Metric)
		}
		seen[s.Metric] = true
	}
	return names
}

// String is the query as Prometheus writes it.
func (q Query) String() string { return fmt.Sprint(q.expr) }
