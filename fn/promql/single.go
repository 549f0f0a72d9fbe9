package promql

import (
	"slices"

	"github.com/prometheus/prometheus/promql/parser"
)

// isSingle reports whether the result has at most one series, whatever series exist.
func (a *analysis) isSingle(expr parser.Expr) bool {
	e := unwrapped(expr)
	return once(a.singles, e, func() bool { return a.findSingle(e) })
}

func (a *analysis) findSingle(expr parser.Expr) bool {
	switch e := expr.(type) {
	case *parser.AggregateExpr:
		return a.aggregateSingle(e)
	case *parser.BinaryExpr:
		return a.binarySingle(e)
	case *parser.Call:
		return a.callSingle(e)
	default:
		return e.Type() == parser.ValueTypeScalar
	}
}

// unwrapped returns the expression without parentheses and signs, which do not change the set of
// series.
func unwrapped(expr parser.Expr) parser.Expr {
	for {
		switch e := expr.(type) {
		case *parser.ParenExpr:
			expr = e.Expr
		case *parser.StepInvariantExpr:
			expr = e.Expr
		case *parser.UnaryExpr:
			expr = e.Expr
		default:
			return expr
		}
	}
}

// multiSeriesOps are the aggregations that return several series for a group.
var multiSeriesOps = []parser.ItemType{parser.TOPK, parser.BOTTOMK, parser.LIMITK, parser.LIMIT_RATIO, parser.COUNT_VALUES}

func (a *analysis) aggregateSingle(e *parser.AggregateExpr) bool {
	// One series is in one group, whatever the grouping.
	return a.isSingle(e.Expr) || isUngrouped(e) && (!slices.Contains(multiSeriesOps, e.Op) || limitsToOne(e))
}

// isUngrouped reports whether all series are in one group.
func isUngrouped(e *parser.AggregateExpr) bool { return !e.Without && len(e.Grouping) == 0 }

// limitsToOne reports whether an aggregation such as topk returns one series for a group.
func limitsToOne(e *parser.AggregateExpr) bool {
	kept, ok := e.Param.(*parser.NumberLiteral)
	counts := e.Op == parser.TOPK || e.Op == parser.BOTTOMK || e.Op == parser.LIMITK
	return ok && counts && kept.Val < 2
}

func (a *analysis) binarySingle(e *parser.BinaryExpr) bool {
	left, right := a.isSingle(e.LHS), a.isSingle(e.RHS)
	match := e.VectorMatching
	switch {
	case e.Op == parser.LAND || e.Op == parser.LUNLESS:
		return left
	case e.Op == parser.LOR:
		return left && right && (matchesAll(match) || a.unlabelled(e.LHS) && a.unlabelled(e.RHS))
	case a.typeOf(e.LHS) == parser.ValueTypeScalar:
		return right
	case a.typeOf(e.RHS) == parser.ValueTypeScalar:
		return left
	case match == nil:
		return left && right
	case hasFillModifier(match):
		// Series without a match stay in the result, in addition to those with one.
		return left && right && (matchesAll(match) || a.unlabelled(e.LHS) && a.unlabelled(e.RHS))
	}
	// With one-to-one matching, each series of the single side has at most one match.
	return left && right || (left || right) && match.Card == parser.CardOneToOne
}

// matchesAll reports whether any two series match, as with on ().
func matchesAll(match *parser.VectorMatching) bool {
	return match != nil && match.On && len(match.MatchingLabels) == 0
}

func hasFillModifier(match *parser.VectorMatching) bool {
	return match.FillValues.LHS != nil || match.FillValues.RHS != nil
}

// histogramArg holds the index of the histogram argument of functions that combine all its
// buckets into one series.
var histogramArg = map[string]int{"histogram_quantile": 1, "histogram_fraction": 2}

func (a *analysis) callSingle(e *parser.Call) bool {
	switch e.Func.Name {
	case "absent", "absent_over_time":
		return true
	// It returns one series for each quantile.
	case "histogram_quantiles":
		return false
	}
	if place, ok := histogramArg[e.Func.Name]; ok {
		return a.histogramSingle(e.Args[place])
	}
	data := a.dataOf(e)
	if subquery, ok := data.(*parser.SubqueryExpr); ok {
		// Over time, the single series may change its labels, unless it has none.
		return a.isSingle(subquery.Expr) && a.unlabelled(subquery.Expr)
	}
	// Without a vector argument it depends only on the time.
	return e.Type() == parser.ValueTypeScalar || data == nil || a.typeOf(data) == parser.ValueTypeVector && a.isSingle(data)
}

// dataOf returns the vector argument of a function, or nil.
func (a *analysis) dataOf(e *parser.Call) parser.Expr {
	for _, arg := range e.Args {
		if t := a.typeOf(arg); t == parser.ValueTypeVector || t == parser.ValueTypeMatrix {
			return unwrapped(arg)
		}
	}
	return nil
}

// histogramSingle reports whether a histogram has no labels except that of its buckets.
func (a *analysis) histogramSingle(expr parser.Expr) bool {
	e, ok := unwrapped(expr).(*parser.AggregateExpr)
	return ok && onlyBuckets(e) || a.isSingle(expr)
}

func onlyBuckets(e *parser.AggregateExpr) bool {
	others := slices.ContainsFunc(e.Grouping, func(label string) bool { return label != "le" })
	return !e.Without && !others && !slices.Contains(multiSeriesOps, e.Op)
}
