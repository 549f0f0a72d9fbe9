// Package promql judges queries as KEDA will see their answers. The parser is
// Prometheus's own.
package promql

import (
	"fmt"
	"slices"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// Query is a query that parses.
type Query struct{ expr parser.Expr }

// Parse reads a query. The error says what is wrong and where.
func Parse(text string) (Query, error) {
	expr, err := parser.NewParser(parser.Options{}).ParseExpr(text)
	if err != nil {
		return Query{}, err
	}
	return Query{expr}, nil
}

// IsVector says whether the query gives what KEDA reads: an instant vector. It
// fails on a scalar's or a string's answer, and takes a range vector's for zero.
func (q Query) IsVector() bool { return q.expr.Type() == parser.ValueTypeVector }

// Type is the kind of the query's answer, in words.
func (q Query) Type() string { return parser.DocumentedType(q.expr.Type()) }

// IsSingle says whether the answer has one series at the most, whatever series
// there are. KEDA refuses more than one.
func (q Query) IsSingle() bool { return single(q.expr) }

// Metrics are the names of the metrics that the query selects, without doubles.
func (q Query) Metrics() []string {
	var names []string
	parser.Inspect(q.expr, func(n parser.Node, _ []parser.Node) error {
		selector, ok := n.(*parser.VectorSelector)
		if !ok {
			return nil
		}
		name := selector.Name
		for _, m := range selector.LabelMatchers {
			if m.Name == labels.MetricName && m.Type == labels.MatchEqual {
				name = m.Value
			}
		}
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
		return nil
	})
	return names
}

// single follows what can be known from the query's shape alone.
func single(expr parser.Expr) bool {
	switch e := expr.(type) {
	case *parser.ParenExpr:
		return single(e.Expr)
	case *parser.StepInvariantExpr:
		return single(e.Expr)
	case *parser.UnaryExpr:
		return single(e.Expr)
	case *parser.AggregateExpr:
		return singleAggregate(e)
	case *parser.BinaryExpr:
		return singleBinary(e)
	case *parser.Call:
		return singleCall(e)
	}
	return expr.Type() == parser.ValueTypeScalar
}

// manyFrom are aggregations that keep several series of each group.
var manyFrom = []parser.ItemType{parser.TOPK, parser.BOTTOMK, parser.LIMITK, parser.LIMIT_RATIO, parser.COUNT_VALUES}

func singleAggregate(e *parser.AggregateExpr) bool {
	if slices.Contains(manyFrom, e.Op) {
		return false
	}
	// Grouped, but from one series: one group.
	return !e.Without && len(e.Grouping) == 0 || single(e.Expr)
}

func singleBinary(e *parser.BinaryExpr) bool {
	left, right := single(e.LHS), single(e.RHS)
	switch e.Op {
	case parser.LAND, parser.LUNLESS:
		return left
	case parser.LOR:
		// Two series of no labels are one; others may be two.
		return left && right && bare(e.LHS) && bare(e.RHS)
	}
	if e.LHS.Type() == parser.ValueTypeScalar {
		return right
	}
	if e.RHS.Type() == parser.ValueTypeScalar {
		return left
	}
	grouped := e.VectorMatching != nil && e.VectorMatching.Card != parser.CardOneToOne
	return left && right || (left || right) && !grouped
}

// bare says whether the answer's series carries no labels.
func bare(expr parser.Expr) bool {
	switch e := expr.(type) {
	case *parser.ParenExpr:
		return bare(e.Expr)
	case *parser.StepInvariantExpr:
		return bare(e.Expr)
	case *parser.UnaryExpr:
		return bare(e.Expr)
	case *parser.AggregateExpr:
		return !e.Without && len(e.Grouping) == 0 && !slices.Contains(manyFrom, e.Op)
	case *parser.BinaryExpr:
		return bare(e.LHS) && (bare(e.RHS) || e.RHS.Type() == parser.ValueTypeScalar) ||
			e.LHS.Type() == parser.ValueTypeScalar && bare(e.RHS)
	case *parser.Call:
		return e.Func.Name == "vector" || len(e.Args) == 1 && e.Args[0].Type() == parser.ValueTypeVector && bare(e.Args[0])
	}
	return false
}

func singleCall(e *parser.Call) bool {
	switch e.Func.Name {
	case "vector", "absent", "absent_over_time", "time", "pi":
		return true
	case "histogram_quantile":
		return singleQuantile(e.Args[1])
	}
	if e.Type() == parser.ValueTypeScalar {
		return true
	}
	for _, arg := range e.Args {
		if arg.Type() == parser.ValueTypeVector {
			return single(arg)
		}
	}
	// Without a vector, a function of the time; with a range, one answer per series.
	return !slices.ContainsFunc(e.Args, func(arg parser.Expr) bool { return arg.Type() == parser.ValueTypeMatrix })
}

// singleQuantile says whether a histogram has no label but that of its buckets.
func singleQuantile(expr parser.Expr) bool {
	switch e := expr.(type) {
	case *parser.ParenExpr:
		return singleQuantile(e.Expr)
	case *parser.AggregateExpr:
		others := slices.DeleteFunc(slices.Clone(e.Grouping), func(l string) bool { return l == "le" })
		return !e.Without && len(others) == 0 && !slices.Contains(manyFrom, e.Op)
	}
	return single(expr)
}

// String is the query as Prometheus writes it.
func (q Query) String() string { return fmt.Sprint(q.expr) }
