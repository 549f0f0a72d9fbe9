package promql

import (
	"slices"

	"github.com/prometheus/prometheus/promql/parser"
)

// bare says whether no series of the answer carries a label. There can be only
// one such series, and two such answers are of the same.
func bare(expr parser.Expr) bool {
	switch e := inner(expr).(type) {
	case *parser.AggregateExpr:
		return ungrouped(e) && !slices.Contains(manyFrom, e.Op)
	case *parser.BinaryExpr:
		return bareBinary(e)
	case *parser.Call:
		return bareCall(e)
	case *parser.SubqueryExpr:
		return bare(e.Expr)
	}
	return false
}

func bareBinary(e *parser.BinaryExpr) bool {
	switch {
	case e.Op == parser.LAND || e.Op == parser.LUNLESS:
		return bare(e.LHS)
	case e.LHS.Type() == parser.ValueTypeScalar:
		return bare(e.RHS)
	case e.RHS.Type() == parser.ValueTypeScalar:
		return bare(e.LHS)
	}
	return bare(e.LHS) && bare(e.RHS)
}

func bareCall(e *parser.Call) bool {
	switch e.Func.Name {
	case "label_replace", "label_join", "info", "histogram_quantiles":
		return false
	}
	if place, ok := histogram[e.Func.Name]; ok {
		h, aggregated := inner(e.Args[place]).(*parser.AggregateExpr)
		return aggregated && onlyBuckets(h) || bare(e.Args[place])
	}
	data := dataOf(e)
	return data == nil || bare(data)
}
