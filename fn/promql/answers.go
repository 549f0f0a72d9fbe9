package promql

import "github.com/prometheus/prometheus/promql/parser"

// AlwaysAnswers reports whether the result is never empty, even if no series exists, for example
// because of `or vector(0)`. It returns false if that is unknown.
func (q Query) AlwaysAnswers() bool { return q.analysis().alwaysAnswers(q.expr) }

func (a *analysis) alwaysAnswers(e parser.Expr) bool {
	return once(a.answering, e, func() bool { return a.findAlwaysAnswers(e) })
}

func (a *analysis) findAlwaysAnswers(e parser.Expr) bool {
	switch e := e.(type) {
	case *parser.ParenExpr:
		return a.alwaysAnswers(e.Expr)
	case *parser.StepInvariantExpr:
		return a.alwaysAnswers(e.Expr)
	case *parser.UnaryExpr:
		return a.alwaysAnswers(e.Expr)
	case *parser.AggregateExpr:
		return e.Param == nil && a.alwaysAnswers(e.Expr)
	case *parser.BinaryExpr:
		return a.binaryAlwaysAnswers(e)
	case *parser.Call:
		return a.callAlwaysAnswers(e)
	}
	return false
}

// binaryAlwaysAnswers returns false for comparisons, because they drop series.
func (a *analysis) binaryAlwaysAnswers(e *parser.BinaryExpr) bool {
	left, right := a.alwaysAnswers(e.LHS), a.alwaysAnswers(e.RHS)
	switch {
	case e.Op == parser.LOR:
		return left || right
	case e.Op.IsSetOperator() || e.Op.IsComparisonOperator() && !e.ReturnBool:
		return false
	case a.typeOf(e.LHS) == parser.ValueTypeScalar:
		return right
	case a.typeOf(e.RHS) == parser.ValueTypeScalar:
		return left
	}
	return left && right
}

// elementwise holds the functions that return one series for each series of their argument.
var elementwise = map[string]bool{
	"abs": true, "ceil": true, "clamp_max": true, "clamp_min": true, "exp": true, "floor": true, "ln": true,
	"log10": true, "log2": true, "round": true, "scalar": true, "sgn": true, "sort": true, "sort_desc": true, "sqrt": true,
}

func (a *analysis) callAlwaysAnswers(e *parser.Call) bool {
	if e.Func.Name == "vector" {
		return true
	}
	return elementwise[e.Func.Name] && len(e.Args) > 0 && a.alwaysAnswers(e.Args[0])
}
