// Package promql analyses queries from the point of view of KEDA's Prometheus scaler. It uses
// Prometheus's own parser.
package promql

import "github.com/prometheus/prometheus/promql/parser"

// Query is a parsed query.
type Query struct{ expr parser.Expr }

// options enables everything that some Prometheus server accepts, because a server may run with
// any feature flag.
var options = parser.Options{
	EnableExperimentalFunctions: true, ExperimentalDurationExpr: true,
	EnableExtendedRangeSelectors: true, EnableBinopFillModifiers: true,
}

// Parse parses a query. The error contains the position. If it wraps ErrTooLarge, the query was
// not parsed.
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

// IsVector reports whether the result is an instant vector, as KEDA requires. KEDA fails on a
// scalar or string, and reads a range vector as zero.
func (q Query) IsVector() bool { return q.expr.Type() == parser.ValueTypeVector }

// TypeName returns the type of the result in words.
func (q Query) TypeName() string { return parser.DocumentedType(q.expr.Type()) }

// IsSingle reports whether the result has at most one series, whatever series exist. KEDA rejects
// more than one. A selector that only happens to match one series is not single.
func (q Query) IsSingle() bool { return q.analysis().isSingle(q.expr) }

// metricName is the label for a metric's name.
const metricName = "__name__"

// Metrics returns the names of the selected metrics in query order, without duplicates.
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
