package promql

import (
	"slices"

	"github.com/prometheus/prometheus/promql/parser"
)

// unlabelled reports whether no series of the result has a label. There can be only one such
// series, and any two of them match.
func (a *analysis) unlabelled(expr parser.Expr) bool {
	e := unwrapped(expr)
	return once(a.unlabelleds, e, func() bool { return a.findUnlabelled(e) })
}

func (a *analysis) findUnlabelled(expr parser.Expr) bool {
	switch e := expr.(type) {
	case *parser.AggregateExpr:
		return isUngrouped(e) && !slices.Contains(multiSeriesOps, e.Op)
	case *parser.BinaryExpr:
		return a.binaryUnlabelled(e)
	case *parser.Call:
		return a.callUnlabelled(e)
	case *parser.SubqueryExpr:
		return a.unlabelled(e.Expr)
	}
	return false
}

func (a *analysis) binaryUnlabelled(e *parser.BinaryExpr) bool {
	switch {
	case e.Op == parser.LAND || e.Op == parser.LUNLESS:
		return a.unlabelled(e.LHS)
	case a.typeOf(e.LHS) == parser.ValueTypeScalar:
		return a.unlabelled(e.RHS)
	case a.typeOf(e.RHS) == parser.ValueTypeScalar:
		return a.unlabelled(e.LHS)
	}
	return a.unlabelled(e.LHS) && a.unlabelled(e.RHS)
}

func (a *analysis) callUnlabelled(e *parser.Call) bool {
	switch e.Func.Name {
	case "label_replace", "label_join", "info", "histogram_quantiles":
		return false
	}
	if place, ok := histogramArg[e.Func.Name]; ok {
		h, aggregated := unwrapped(e.Args[place]).(*parser.AggregateExpr)
		return aggregated && onlyBuckets(h) || a.unlabelled(e.Args[place])
	}
	data := a.dataOf(e)
	return data == nil || a.unlabelled(data)
}
