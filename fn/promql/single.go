package promql

import (
	"slices"

	"github.com/prometheus/prometheus/promql/parser"
)

// single says whether an answer has one series at the most. It follows what can
// be known from the query's shape alone.
func (a *analysis) single(expr parser.Expr) bool {
	e := inner(expr)
	return once(a.singles, e, func() bool { return a.singleOf(e) })
}

func (a *analysis) singleOf(expr parser.Expr) bool {
	switch e := expr.(type) {
	case *parser.AggregateExpr:
		return a.singleAggregate(e)
	case *parser.BinaryExpr:
		return a.singleBinary(e)
	case *parser.Call:
		return a.singleCall(e)
	default:
		return e.Type() == parser.ValueTypeScalar
	}
}

// inner is the expression without what changes nothing about its series.
func inner(expr parser.Expr) parser.Expr {
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

// manyFrom are aggregations that keep several series of each group.
var manyFrom = []parser.ItemType{parser.TOPK, parser.BOTTOMK, parser.LIMITK, parser.LIMIT_RATIO, parser.COUNT_VALUES}

func (a *analysis) singleAggregate(e *parser.AggregateExpr) bool {
	// However it is grouped: from one series comes one group.
	return a.single(e.Expr) || ungrouped(e) && (!slices.Contains(manyFrom, e.Op) || keepsOne(e))
}

// ungrouped says whether all series fall into one group.
func ungrouped(e *parser.AggregateExpr) bool { return !e.Without && len(e.Grouping) == 0 }

// keepsOne says whether an aggregation such as topk keeps one series of a group.
func keepsOne(e *parser.AggregateExpr) bool {
	kept, ok := e.Param.(*parser.NumberLiteral)
	counts := e.Op == parser.TOPK || e.Op == parser.BOTTOMK || e.Op == parser.LIMITK
	return ok && counts && kept.Val < 2
}

func (a *analysis) singleBinary(e *parser.BinaryExpr) bool {
	left, right := a.single(e.LHS), a.single(e.RHS)
	match := e.VectorMatching
	switch {
	case e.Op == parser.LAND || e.Op == parser.LUNLESS:
		return left
	case e.Op == parser.LOR:
		return left && right && (joinsAll(match) || a.bare(e.LHS) && a.bare(e.RHS))
	case a.typeOf(e.LHS) == parser.ValueTypeScalar:
		return right
	case a.typeOf(e.RHS) == parser.ValueTypeScalar:
		return left
	case match == nil:
		return left && right
	case fills(match):
		// What has no partner stays in the answer, beside what has.
		return left && right && (joinsAll(match) || a.bare(e.LHS) && a.bare(e.RHS))
	}
	// One to one, each series of the single side has one partner at the most.
	return left && right || (left || right) && match.Card == parser.CardOneToOne
}

// joinsAll says whether any two series match, as with on ().
func joinsAll(match *parser.VectorMatching) bool {
	return match != nil && match.On && len(match.MatchingLabels) == 0
}

func fills(match *parser.VectorMatching) bool {
	return match.FillValues.LHS != nil || match.FillValues.RHS != nil
}

// histogram is the place of the histogram among the arguments of functions that
// make one series of all its buckets.
var histogram = map[string]int{"histogram_quantile": 1, "histogram_fraction": 2}

func (a *analysis) singleCall(e *parser.Call) bool {
	switch e.Func.Name {
	case "absent", "absent_over_time":
		return true
	// One series per quantile; labels from elsewhere may split nothing, but quantiles do.
	case "histogram_quantiles":
		return false
	}
	if place, ok := histogram[e.Func.Name]; ok {
		return a.singleHistogram(e.Args[place])
	}
	data := a.dataOf(e)
	if subquery, ok := data.(*parser.SubqueryExpr); ok {
		// Over time, a single series may be one now and another then, unless it has no labels.
		return a.single(subquery.Expr) && a.bare(subquery.Expr)
	}
	// Without data it is a function of the time.
	return e.Type() == parser.ValueTypeScalar || data == nil || a.typeOf(data) == parser.ValueTypeVector && a.single(data)
}

// dataOf is the series that a function works on; nil where it works on none.
func (a *analysis) dataOf(e *parser.Call) parser.Expr {
	for _, arg := range e.Args {
		if t := a.typeOf(arg); t == parser.ValueTypeVector || t == parser.ValueTypeMatrix {
			return inner(arg)
		}
	}
	return nil
}

// singleHistogram says whether a histogram has no label but that of its buckets.
func (a *analysis) singleHistogram(expr parser.Expr) bool {
	e, ok := inner(expr).(*parser.AggregateExpr)
	return ok && onlyBuckets(e) || a.single(expr)
}

func onlyBuckets(e *parser.AggregateExpr) bool {
	others := slices.ContainsFunc(e.Grouping, func(label string) bool { return label != "le" })
	return !e.Without && !others && !slices.Contains(manyFrom, e.Op)
}
