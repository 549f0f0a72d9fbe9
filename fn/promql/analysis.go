package promql

import "github.com/prometheus/prometheus/promql/parser"

// analysis answers questions about one query and caches the answers. An answer often needs
// several others about both operands, so without a cache the work would double with each
// operator.
type analysis struct {
	types        map[parser.Expr]parser.ValueType
	singles      map[parser.Expr]bool
	unlabelleds  map[parser.Expr]bool
	answering    map[parser.Expr]bool
	constants    map[parser.Expr]bool
	aggregations map[parser.Expr]Aggregation
}

func (q Query) analysis() *analysis {
	return &analysis{
		types:        map[parser.Expr]parser.ValueType{},
		singles:      map[parser.Expr]bool{},
		unlabelleds:  map[parser.Expr]bool{},
		answering:    map[parser.Expr]bool{},
		constants:    map[parser.Expr]bool{},
		aggregations: map[parser.Expr]Aggregation{},
	}
}

// once returns the cached answer, or finds and caches it.
func once[T any](known map[parser.Expr]T, e parser.Expr, find func() T) T {
	if answer, ok := known[e]; ok {
		return answer
	}
	answer := find()
	known[e] = answer
	return answer
}

// typeOf returns the expression's type. Unlike the parser's Type, it does not walk a chain of
// operators on each call.
func (a *analysis) typeOf(expr parser.Expr) parser.ValueType {
	e := unwrapped(expr)
	binary, ok := e.(*parser.BinaryExpr)
	if !ok {
		return e.Type()
	}
	return once(a.types, e, func() parser.ValueType {
		left, right := a.typeOf(binary.LHS), a.typeOf(binary.RHS)
		if left == parser.ValueTypeScalar && right == parser.ValueTypeScalar {
			return parser.ValueTypeScalar
		}
		return parser.ValueTypeVector
	})
}

// isConstant reports whether the result does not depend on any series.
func (a *analysis) isConstant(expr parser.Expr) bool {
	return once(a.constants, expr, func() bool {
		if _, selects := expr.(*parser.VectorSelector); selects {
			return false
		}
		for child := range parser.ChildrenIter(expr) {
			if e, ok := child.(parser.Expr); ok && !a.isConstant(e) {
				return false
			}
		}
		return true
	})
}
