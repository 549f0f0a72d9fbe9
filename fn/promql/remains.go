package promql

import "github.com/prometheus/prometheus/promql/parser"

// Remains is what an answer comes to at the most where some series are gone.
type Remains int

const (
	// Nothing has no series.
	Nothing Remains = iota
	// Zero has no series whose value is not zero or no number.
	Zero
	// Something may have any value.
	Something
)

// Without is what remains of the query's answer where the selectors of which gone is
// true find no series. It follows what is certain from the query's shape alone.
func (q Query) Without(gone func(Selector) bool) Remains {
	return q.analysis().without(q.expr, gone)
}

func (a *analysis) without(expr parser.Expr, gone func(Selector) bool) Remains {
	switch e := inner(expr).(type) {
	case *parser.NumberLiteral:
		if e.Val == 0 {
			return Zero
		}
	case *parser.VectorSelector:
		if gone(selectorOf(e)) {
			return Nothing
		}
	case *parser.MatrixSelector:
		return a.without(e.VectorSelector, gone)
	case *parser.SubqueryExpr:
		return a.without(e.Expr, gone)
	case *parser.AggregateExpr:
		return kept(a.without(e.Expr, gone), keepZero[e.Op.String()])
	case *parser.BinaryExpr:
		return a.withoutBinary(e, a.without(e.LHS, gone), a.without(e.RHS, gone))
	case *parser.Call:
		return a.withoutCall(e, gone)
	}
	return Something
}

// kept is what an operation leaves: of nothing nothing, of zeros only some keep them.
func kept(r Remains, zero bool) Remains {
	if r == Zero && !zero {
		return Something
	}
	return r
}

// keepZero are the aggregations and functions that make zeros of zeros.
var keepZero = map[string]bool{
	"sum": true, "avg": true, "max": true, "min": true, "quantile": true, "stddev": true, "stdvar": true, "topk": true, "bottomk": true,
	"vector": true, "abs": true, "ceil": true, "floor": true, "round": true, "sgn": true, "sqrt": true, "sort": true, "sort_desc": true,
	"rate": true, "irate": true, "increase": true, "delta": true, "idelta": true, "deriv": true, "label_replace": true, "label_join": true,
	"avg_over_time": true, "max_over_time": true, "min_over_time": true, "sum_over_time": true, "last_over_time": true,
}

func (a *analysis) withoutBinary(e *parser.BinaryExpr, left, right Remains) Remains {
	switch {
	case e.Op == parser.LOR:
		return max(left, right)
	case e.Op == parser.LUNLESS:
		return left
	case e.VectorMatching != nil && fills(e.VectorMatching) && max(left, right) > Nothing:
		return Something
	case min(left, right) == Nothing:
		return Nothing
	case e.Op == parser.LAND:
		return left
	case e.Op.IsComparisonOperator() && e.ReturnBool:
		return Something
	case e.Op.IsComparisonOperator():
		return a.keptByComparison(e, left, right)
	case e.Op == parser.MUL:
		return min(left, right)
	case e.Op == parser.DIV:
		// Zero by zero is no number.
		return left
	case e.Op == parser.ADD || e.Op == parser.SUB:
		return max(left, right)
	}
	return Something
}

// keptByComparison leaves the values of the vector's side, or else of the left one.
func (a *analysis) keptByComparison(e *parser.BinaryExpr, left, right Remains) Remains {
	if a.typeOf(e.LHS) == parser.ValueTypeScalar {
		return right
	}
	return left
}

func (a *analysis) withoutCall(e *parser.Call, gone func(Selector) bool) Remains {
	switch e.Func.Name {
	case "absent", "absent_over_time":
		return Something
	case "vector":
		return kept(a.without(e.Args[0], gone), true)
	}
	data := a.dataOf(e)
	if data == nil {
		return Something
	}
	r := a.without(data, gone)
	if r == Nothing && e.Type() == parser.ValueTypeScalar {
		// No number at all, which wakes nobody, but may be made one.
		return Something
	}
	return kept(r, keepZero[e.Func.Name])
}
