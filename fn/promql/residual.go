package promql

import "github.com/prometheus/prometheus/promql/parser"

// Residual describes what is left of a result after some series are gone. Greater values include
// the lesser ones.
type Residual int

const (
	// Empty has no series.
	Empty Residual = iota
	// AlwaysZero has only series with the value zero or NaN.
	AlwaysZero
	// AnyValue may have any value.
	AnyValue
)

// WithoutSeries returns what is left of the query's result if the selectors for which gone
// returns true match no series.
func (q Query) WithoutSeries(gone func(Selector) bool) Residual {
	return q.analysis().residual(q.expr, gone)
}

func (a *analysis) residual(expr parser.Expr, gone func(Selector) bool) Residual {
	switch e := unwrapped(expr).(type) {
	case *parser.NumberLiteral:
		if e.Val == 0 {
			return AlwaysZero
		}
	case *parser.VectorSelector:
		if gone(selectorOf(e)) {
			return Empty
		}
	case *parser.MatrixSelector:
		return a.residual(e.VectorSelector, gone)
	case *parser.SubqueryExpr:
		return a.residual(e.Expr, gone)
	case *parser.AggregateExpr:
		return residualOf(a.residual(e.Expr, gone), keepsZero[e.Op.String()])
	case *parser.BinaryExpr:
		return a.binaryResidual(e, a.residual(e.LHS, gone), a.residual(e.RHS, gone))
	case *parser.Call:
		return a.callResidual(e, gone)
	}
	return AnyValue
}

// residualOf returns the residual of an operation on r. zero is set if the operation maps zero to
// zero.
func residualOf(r Residual, zero bool) Residual {
	if r == AlwaysZero && !zero {
		return AnyValue
	}
	return r
}

// keepsZero holds the aggregations and functions that map zero to zero.
var keepsZero = map[string]bool{
	"sum": true, "avg": true, "max": true, "min": true, "quantile": true, "stddev": true, "stdvar": true, "topk": true, "bottomk": true,
	"vector": true, "abs": true, "ceil": true, "floor": true, "round": true, "sgn": true, "sqrt": true, "sort": true, "sort_desc": true,
	"rate": true, "irate": true, "increase": true, "delta": true, "idelta": true, "deriv": true, "label_replace": true, "label_join": true,
	"avg_over_time": true, "max_over_time": true, "min_over_time": true, "sum_over_time": true, "last_over_time": true,
}

func (a *analysis) binaryResidual(e *parser.BinaryExpr, left, right Residual) Residual {
	switch {
	case e.Op == parser.LOR:
		return max(left, right)
	case e.Op == parser.LUNLESS:
		return left
	case e.VectorMatching != nil && hasFillModifier(e.VectorMatching) && max(left, right) > Empty:
		return AnyValue
	case min(left, right) == Empty:
		return Empty
	case e.Op == parser.LAND:
		return left
	case e.Op.IsComparisonOperator() && e.ReturnBool:
		return AnyValue
	case e.Op.IsComparisonOperator():
		return a.comparisonResidual(e, left, right)
	case e.Op == parser.MUL:
		return min(left, right)
	case e.Op == parser.DIV:
		// Zero divided by zero is NaN.
		return left
	case e.Op == parser.ADD || e.Op == parser.SUB:
		return max(left, right)
	}
	return AnyValue
}

// comparisonResidual returns the residual of the side whose values the comparison keeps: the
// vector's, or else the left one's.
func (a *analysis) comparisonResidual(e *parser.BinaryExpr, left, right Residual) Residual {
	if a.typeOf(e.LHS) == parser.ValueTypeScalar {
		return right
	}
	return left
}

func (a *analysis) callResidual(e *parser.Call, gone func(Selector) bool) Residual {
	switch e.Func.Name {
	case "absent", "absent_over_time":
		return AnyValue
	case "vector":
		return residualOf(a.residual(e.Args[0], gone), true)
	}
	data := a.dataOf(e)
	if data == nil {
		return AnyValue
	}
	r := a.residual(data, gone)
	if r == Empty && e.Type() == parser.ValueTypeScalar {
		// scalar() of no series is NaN, which does not wake a host, but other functions may turn
		// it into a number.
		return AnyValue
	}
	return residualOf(r, keepsZero[e.Func.Name])
}
