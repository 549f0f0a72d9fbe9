package promql

import (
	"slices"

	"github.com/prometheus/prometheus/promql/parser"
)

// bare says whether no series of the answer carries a label. There can be only
// one such series, and two such answers are of the same.
func (a *analysis) bare(expr parser.Expr) bool {
	e := inner(expr)
	return once(a.bares, e, func() bool { return a.bareOf(e) })
}

func (a *analysis) bareOf(expr parser.Expr) bool {
	switch e := expr.(type) {
	case *parser.AggregateExpr:
		return ungrouped(e) && !slices.Contains(manyFrom, e.Op)
	case *parser.BinaryExpr:
		return a.bareBinary(e)
	case *parser.Call:
		return a.bareCall(e)
	case *parser.SubqueryExpr:
		return a.bare(e.Expr)
	}
	return false
}

func (a *analysis) bareBinary(e *parser.BinaryExpr) bool {
	switch {
	case e.Op == parser.LAND || e.Op == parser.LUNLESS:
		return a.bare(e.LHS)
	case a.typeOf(e.LHS) == parser.ValueTypeScalar:
		return a.bare(e.RHS)
	case a.typeOf(e.RHS) == parser.ValueTypeScalar:
		return a.bare(e.LHS)
	}
	return a.bare(e.LHS) && a.bare(e.RHS)
}

func (a *analysis) bareCall(e *parser.Call) bool {
	switch e.Func.Name {
	case "label_replace", "label_join", "info", "histogram_quantiles":
		return false
	}
	if place, ok := histogram[e.Func.Name]; ok {
		h, aggregated := inner(e.Args[place]).(*parser.AggregateExpr)
		return aggregated && onlyBuckets(h) || a.bare(e.Args[place])
	}
	data := a.dataOf(e)
	return data == nil || a.bare(data)
}
