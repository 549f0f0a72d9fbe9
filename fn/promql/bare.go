package promql

import (
	"slices"

	"github.com/prometheus/prometheus/promql/parser"
)

// isBare reports whether no series of the answer carries a label. There can be only
// one such series, and two such answers are of the same.
func (a *analysis) isBare(expr parser.Expr) bool { return known(a.bare, inner(expr), a.newBare) }

func (a *analysis) newBare(expr parser.Expr) bool {
	switch e := expr.(type) {
	case *parser.AggregateExpr:
		return ungrouped(e) && !slices.Contains(manyFrom, e.Op)
	case *parser.BinaryExpr:
		return a.bareBinary(e)
	case *parser.Call:
		return a.bareCall(e)
	case *parser.SubqueryExpr:
		return a.isBare(e.Expr)
	}
	return false
}

func (a *analysis) bareBinary(e *parser.BinaryExpr) bool {
	switch {
	case e.Op == parser.LAND || e.Op == parser.LUNLESS:
		return a.isBare(e.LHS)
	case a.isScalar(e.LHS):
		return a.isBare(e.RHS)
	case a.isScalar(e.RHS):
		return a.isBare(e.LHS)
	}
	return a.isBare(e.LHS) && a.isBare(e.RHS)
}

func (a *analysis) bareCall(e *parser.Call) bool {
	switch e.Func.Name {
	case "label_replace", "label_join", "info", "histogram_quantiles":
		return false
	}
	if place, ok := histogram[e.Func.Name]; ok {
		h, aggregated := inner(e.Args[place]).(*parser.AggregateExpr)
		return aggregated && onlyBuckets(h) || a.isBare(e.Args[place])
	}
	data := a.dataOf(e)
	return data == nil || a.isBare(data)
}
