package promql

import (
	"fmt"

	"github.com/prometheus/prometheus/promql/parser"
)

// Limits on what is analyzed. Prometheus and the proxies in front of it refuse
// queries long before these; without them a generated query could exhaust memory.
const (
	maxBytes = 64 << 10
	maxDepth = 1000
)

// analysis answers questions about the parts of one query. A rule asks the same about
// a part from several places, so that every answer is kept: without that, the time
// doubles with each operator.
type analysis struct {
	types  map[parser.Expr]parser.ValueType
	single map[parser.Expr]bool
	bare   map[parser.Expr]bool
	shapes map[parser.Expr]Shape
	fixed  map[parser.Expr]bool
}

func newAnalysis() *analysis {
	return &analysis{
		types: map[parser.Expr]parser.ValueType{}, single: map[parser.Expr]bool{}, bare: map[parser.Expr]bool{},
		shapes: map[parser.Expr]Shape{}, fixed: map[parser.Expr]bool{},
	}
}

// known returns the answer kept for a part, or computes and keeps it.
func known[T any](answers map[parser.Expr]T, e parser.Expr, compute func(parser.Expr) T) T {
	answer, ok := answers[e]
	if !ok {
		answer = compute(e)
		answers[e] = answer
	}
	return answer
}

// typeOf returns what the parser's own Type does, which walks down to the leaves at
// every call.
func (a *analysis) typeOf(e parser.Expr) parser.ValueType {
	return known(a.types, e, func(e parser.Expr) parser.ValueType {
		switch e := e.(type) {
		case *parser.ParenExpr:
			return a.typeOf(e.Expr)
		case *parser.StepInvariantExpr:
			return a.typeOf(e.Expr)
		case *parser.UnaryExpr:
			return a.typeOf(e.Expr)
		case *parser.BinaryExpr:
			if a.isScalar(e.LHS) && a.isScalar(e.RHS) {
				return parser.ValueTypeScalar
			}
			return parser.ValueTypeVector
		}
		return e.Type()
	})
}

func (a *analysis) isScalar(e parser.Expr) bool { return a.typeOf(e) == parser.ValueTypeScalar }

// checkSize refuses queries that no server takes.
func checkSize(text string) error {
	if len(text) > maxBytes {
		return fmt.Errorf("the query has %d bytes; at most %d are checked. Move parts of it to recording rules", len(text), maxBytes)
	}
	depth := 0
	for _, c := range text {
		switch c {
		case '(', '{', '[':
			if depth++; depth > maxDepth {
				return fmt.Errorf("the query nests more than %d brackets. Move parts of it to recording rules", maxDepth)
			}
		case ')', '}', ']':
			depth--
		}
	}
	return nil
}
