package promql

import (
	"slices"

	"github.com/prometheus/prometheus/promql/parser"
)

// isSingle says whether an answer has one series at the most. It follows what can
// be known from the query's shape alone.
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

// unwrapped is the expression without what changes nothing about its series.
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

// multiSeriesOps are aggregations that keep several series of each group.
var multiSeriesOps = []parser.ItemType{parser.TOPK, parser.BOTTOMK, parser.LIMITK, parser.LIMIT_RATIO, parser.COUNT_VALUES}

func (a *analysis) aggregateSingle(e *parser.AggregateExpr) bool {
	// However it is grouped: from one series comes one group.
	return a.isSingle(e.Expr) || isUngrouped(e) && (!slices.Contains(multiSeriesOps, e.Op) || limitsToOne(e))
}

// isUngrouped says whether all series fall into one group.
func isUngrouped(e *parser.AggregateExpr) bool { return !e.Without && len(e.Grouping) == 0 }

// limitsToOne says whether an aggregation such as topk keeps one series of a group.
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
		// What has no partner stays in the answer, beside what has.
		return left && right && (matchesAll(match) || a.unlabelled(e.LHS) && a.unlabelled(e.RHS))
	}
	// One to one, each series of the single side has one partner at the most.
	return left && right || (left || right) && match.Card == parser.CardOneToOne
}

// matchesAll says whether any two series match, as with on ().
func matchesAll(match *parser.VectorMatching) bool {
	return match != nil && match.On && len(match.MatchingLabels) == 0
}

func hasFillModifier(match *parser.VectorMatching) bool {
	return match.FillValues.LHS != nil || match.FillValues.RHS != nil
}

// histogramArg is the place of the histogram among the arguments of functions that
// make one series of all its buckets.
var histogramArg = map[string]int{"histogram_quantile": 1, "histogram_fraction": 2}

func (a *analysis) callSingle(e *parser.Call) bool {
	switch e.Func.Name {
	case "absent", "absent_over_time":
		return true
	// One series per quantile; labels from elsewhere may split nothing, but quantiles do.
	case "histogram_quantiles":
		return false
	}
	if place, ok := histogramArg[e.Func.Name]; ok {
		return a.histogramSingle(e.Args[place])
	}
	data := a.dataOf(e)
	if subquery, ok := data.(*parser.SubqueryExpr); ok {
		// Over time, a single series may be one now and another then, unless it has no labels.
		return a.isSingle(subquery.Expr) && a.unlabelled(subquery.Expr)
	}
	// Without data it is a function of the time.
	return e.Type() == parser.ValueTypeScalar || data == nil || a.typeOf(data) == parser.ValueTypeVector && a.isSingle(data)
}

// dataOf is the series that a function works on; nil where it works on none.
func (a *analysis) dataOf(e *parser.Call) parser.Expr {
	for _, arg := range e.Args {
		if t := a.typeOf(arg); t == parser.ValueTypeVector || t == parser.ValueTypeMatrix {
			return unwrapped(arg)
		}
	}
	return nil
}

// histogramSingle says whether a histogram has no label but that of its buckets.
func (a *analysis) histogramSingle(expr parser.Expr) bool {
	e, ok := unwrapped(expr).(*parser.AggregateExpr)
	return ok && onlyBuckets(e) || a.isSingle(expr)
}

func onlyBuckets(e *parser.AggregateExpr) bool {
	others := slices.ContainsFunc(e.Grouping, func(label string) bool { return label != "le" })
	return !e.Without && !others && !slices.Contains(multiSeriesOps, e.Op)
}
