package promql

import "github.com/prometheus/prometheus/promql/parser"

// Shape is how an answer grows with the load and the replicas that share it.
type Shape int

const (
	// Unshaped is anything else than the others.
	Unshaped Shape = iota
	// Total is a sum or a count, which grows with the load whatever the replicas are.
	Total
	// PerSeries is one of many or their mean: no more of them, no higher answer.
	PerSeries
	// Quotient is a sum by a sum, as averages and shares are, or a quantile of a histogram.
	Quotient
)

// Shape is judged by what is outermost but for arithmetic with numbers, rounding,
// sorting and `or vector(0)`.
func (q Query) Shape() Shape { return q.analysis().shape(q.expr) }

func (a *analysis) shape(expr parser.Expr) Shape {
	e := inner(expr)
	return once(a.shapes, e, func() Shape { return a.shapeOf(e) })
}

func (a *analysis) shapeOf(expr parser.Expr) Shape {
	switch e := expr.(type) {
	case *parser.AggregateExpr:
		return aggregates[e.Op]
	case *parser.BinaryExpr:
		return a.shapeOfBinary(e)
	case *parser.Call:
		if e.Func.Name == "histogram_quantile" {
			return Quotient
		}
		if data := a.dataOf(e); data != nil && keepsShape[e.Func.Name] {
			return a.shape(data)
		}
	case *parser.SubqueryExpr:
		return a.shape(e.Expr)
	}
	return Unshaped
}

var aggregates = map[parser.ItemType]Shape{
	parser.SUM: Total, parser.COUNT: Total,
	parser.AVG: PerSeries, parser.MAX: PerSeries, parser.MIN: PerSeries, parser.QUANTILE: PerSeries,
	parser.TOPK: PerSeries, parser.BOTTOMK: PerSeries,
}

// keepsShape are the functions whose answers grow as what they are given does.
var keepsShape = map[string]bool{
	"ceil": true, "floor": true, "round": true, "clamp": true, "clamp_min": true, "clamp_max": true, "sort": true, "sort_desc": true,
	"abs": true, "label_replace": true, "label_join": true, "avg_over_time": true, "max_over_time": true, "min_over_time": true,
	"last_over_time": true, "quantile_over_time": true, "predict_linear": true,
}

func (a *analysis) shapeOfBinary(e *parser.BinaryExpr) Shape {
	scalarLeft, scalarRight := a.typeOf(e.LHS) == parser.ValueTypeScalar, a.typeOf(e.RHS) == parser.ValueTypeScalar
	switch {
	case e.Op.IsComparisonOperator() && e.ReturnBool, scalarLeft && e.Op == parser.DIV:
		return Unshaped
	case scalarLeft:
		return a.shape(e.RHS)
	case scalarRight, e.Op == parser.LAND, e.Op == parser.LUNLESS, e.Op.IsComparisonOperator():
		return a.shape(e.LHS)
	case e.Op == parser.LOR && a.constant(e.RHS):
		return a.shape(e.LHS)
	case e.Op == parser.DIV:
		return Quotient
	case a.shape(e.LHS) == a.shape(e.RHS) && (e.Op == parser.ADD || e.Op == parser.SUB || e.Op == parser.LOR):
		return a.shape(e.LHS)
	}
	return Unshaped
}
