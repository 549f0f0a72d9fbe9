package promql

import "github.com/prometheus/prometheus/promql/parser"

// Aggregation describes how a result grows with the load and with the number of series.
type Aggregation int

const (
	// Unknown is anything that is none of the others.
	Unknown Aggregation = iota
	// Sum is a sum or count. It grows with the load, however many replicas share it.
	Sum
	// PerSeries is the value of one series or an average. It does not grow with the number of
	// series.
	PerSeries
	// Ratio is a sum divided by a sum, such as an average or a share, or a quantile of a
	// histogram.
	Ratio
)

// Aggregation returns the outermost aggregation. It ignores arithmetic with numbers, rounding,
// sorting and `or vector(0)`.
func (q Query) Aggregation() Aggregation { return q.analysis().aggregation(q.expr) }

func (a *analysis) aggregation(expr parser.Expr) Aggregation {
	e := unwrapped(expr)
	return once(a.aggregations, e, func() Aggregation { return a.findAggregation(e) })
}

func (a *analysis) findAggregation(expr parser.Expr) Aggregation {
	switch e := expr.(type) {
	case *parser.AggregateExpr:
		return aggregationOf[e.Op]
	case *parser.BinaryExpr:
		return a.binaryAggregation(e)
	case *parser.Call:
		if e.Func.Name == "histogram_quantile" {
			return Ratio
		}
		if data := a.dataOf(e); data != nil && keepsAggregation[e.Func.Name] {
			return a.aggregation(data)
		}
	case *parser.SubqueryExpr:
		return a.aggregation(e.Expr)
	}
	return Unknown
}

var aggregationOf = map[parser.ItemType]Aggregation{
	parser.SUM: Sum, parser.COUNT: Sum,
	parser.AVG: PerSeries, parser.MAX: PerSeries, parser.MIN: PerSeries, parser.QUANTILE: PerSeries,
	parser.TOPK: PerSeries, parser.BOTTOMK: PerSeries,
}

// keepsAggregation holds the functions whose result grows as their argument does.
var keepsAggregation = map[string]bool{
	"ceil": true, "floor": true, "round": true, "clamp": true, "clamp_min": true, "clamp_max": true, "sort": true, "sort_desc": true,
	"abs": true, "label_replace": true, "label_join": true, "avg_over_time": true, "max_over_time": true, "min_over_time": true,
	"last_over_time": true, "quantile_over_time": true, "predict_linear": true,
}

func (a *analysis) binaryAggregation(e *parser.BinaryExpr) Aggregation {
	scalarLeft, scalarRight := a.typeOf(e.LHS) == parser.ValueTypeScalar, a.typeOf(e.RHS) == parser.ValueTypeScalar
	switch {
	case e.Op.IsComparisonOperator() && e.ReturnBool, scalarLeft && e.Op == parser.DIV:
		return Unknown
	case scalarLeft:
		return a.aggregation(e.RHS)
	case scalarRight, e.Op == parser.LAND, e.Op == parser.LUNLESS, e.Op.IsComparisonOperator():
		return a.aggregation(e.LHS)
	case e.Op == parser.LOR && a.isConstant(e.RHS):
		return a.aggregation(e.LHS)
	case e.Op == parser.DIV:
		return Ratio
	case a.aggregation(e.LHS) == a.aggregation(e.RHS) && (e.Op == parser.ADD || e.Op == parser.SUB || e.Op == parser.LOR):
		return a.aggregation(e.LHS)
	}
	return Unknown
}
