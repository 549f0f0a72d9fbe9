package promql

import (
	"math"

	"github.com/prometheus/prometheus/promql/parser"
)

// Range is an interval of values. Its ends may be infinite.
type Range struct{ Min, Max float64 }

// unbounded is the range of an unknown value.
var unbounded = Range{math.Inf(-1), math.Inf(1)}

// Range returns the range of the query's result. known returns the range of a selector's series.
// The result follows from averages, maxima and arithmetic with numbers; the range of a sum is
// unbounded.
func (q Query) Range(known func(Selector) (Range, bool)) Range { return rangeOf(q.expr, known) }

func rangeOf(expr parser.Expr, known func(Selector) (Range, bool)) Range {
	switch e := unparenthesized(expr).(type) {
	case *parser.NumberLiteral:
		return Range{e.Val, e.Val}
	case *parser.VectorSelector:
		if r, ok := known(selectorOf(e)); ok {
			return r
		}
	case *parser.MatrixSelector:
		return rangeOf(e.VectorSelector, known)
	case *parser.SubqueryExpr:
		return rangeOf(e.Expr, known)
	case *parser.AggregateExpr:
		if keepsRange[e.Op.String()] {
			return rangeOf(e.Expr, known)
		}
	case *parser.BinaryExpr:
		return rangeOfBinary(e, rangeOf(e.LHS, known), rangeOf(e.RHS, known))
	case *parser.Call:
		return rangeOfCall(e, known)
	}
	return unbounded
}

// unparenthesized removes parentheses. Unlike unwrapped, it keeps a minus sign.
func unparenthesized(expr parser.Expr) parser.Expr {
	for {
		switch e := expr.(type) {
		case *parser.ParenExpr:
			expr = e.Expr
		case *parser.StepInvariantExpr:
			expr = e.Expr
		default:
			return expr
		}
	}
}

// keepsRange holds the aggregations and functions whose result is between the minimum and maximum
// of their argument. quantile is not among them: with a parameter outside 0..1 its result is
// infinite.
var keepsRange = map[string]bool{
	"avg": true, "max": true, "min": true, "topk": true, "bottomk": true, "limitk": true,
	"avg_over_time": true, "max_over_time": true, "min_over_time": true, "last_over_time": true, "first_over_time": true,
	"sort": true, "sort_desc": true, "label_replace": true, "label_join": true, "vector": true, "scalar": true,
}

func rangeOfCall(e *parser.Call, known func(Selector) (Range, bool)) Range {
	switch {
	case keepsRange[e.Func.Name] && len(e.Args) > 0:
		return rangeOf(e.Args[0], known)
	case e.Func.Name == "clamp_max":
		r, limit := rangeOf(e.Args[0], known), rangeOf(e.Args[1], known)
		return Range{math.Min(r.Min, limit.Min), math.Min(r.Max, limit.Max)}
	case e.Func.Name == "ceil" || e.Func.Name == "round" && len(e.Args) == 1:
		r := rangeOf(e.Args[0], known)
		return Range{math.Floor(r.Min), math.Ceil(r.Max)}
	}
	return unbounded
}

func rangeOfBinary(e *parser.BinaryExpr, left, right Range) Range {
	switch e.Op {
	case parser.LOR:
		return Range{math.Min(left.Min, right.Min), math.Max(left.Max, right.Max)}
	case parser.LAND, parser.LUNLESS:
		return left
	case parser.ADD:
		return Range{left.Min + right.Min, left.Max + right.Max}
	case parser.SUB:
		return Range{left.Min - right.Max, left.Max - right.Min}
	case parser.MUL:
		return times(left, right)
	case parser.DIV:
		if right.Min == right.Max && right.Min > 0 {
			return Range{left.Min / right.Min, left.Max / right.Min}
		}
	}
	return unbounded
}

// times multiplies a range by a positive number, on either side.
func times(left, right Range) Range {
	if left.Min == left.Max {
		left, right = right, left
	}
	if right.Min != right.Max || right.Min <= 0 {
		return unbounded
	}
	return Range{left.Min * right.Min, left.Max * right.Min}
}
