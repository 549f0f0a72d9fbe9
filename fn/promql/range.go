package promql

import (
	"math"

	"github.com/prometheus/prometheus/promql/parser"
)

// Range is what a value is within. Its ends may be infinite.
type Range struct{ Min, Max float64 }

// unbounded is the range of what is not known.
var unbounded = Range{math.Inf(-1), math.Inf(1)}

// Range is what the query's answer is within, if known says what the series of each
// selector are. It follows what is certain from the query's shape alone: averages,
// maxima and arithmetic with numbers, but no sums.
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

// unparenthesized keeps a minus, as inner does not.
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

// keepsRange are the aggregations and functions whose answers lie between the least
// and the most of what they are given. A quantile does unless its own number is out of 0..1.
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

// times multiplies by a number that is not negative, on either side.
func times(left, right Range) Range {
	if left.Min == left.Max {
		left, right = right, left
	}
	if right.Min != right.Max || right.Min <= 0 {
		return unbounded
	}
	return Range{left.Min * right.Min, left.Max * right.Min}
}
