package promql

import (
	"slices"
	"time"

	"github.com/prometheus/prometheus/promql/parser"
)

// Window is what a function looks back over that needs two samples at the least.
type Window struct {
	// Function is its name.
	Function string
	Range    time.Duration
	// Subquery says that its samples are of a subquery, one in every Step; without
	// Step it has those that were scraped. A Step of zero is that of the server.
	Subquery bool
	Step     time.Duration
}

// needTwoSamples are the functions that give nothing for one sample alone.
var needTwoSamples = map[string]bool{
	"rate": true, "irate": true, "increase": true, "delta": true, "idelta": true, "deriv": true, "predict_linear": true,
}

// Windows are all of the query's whose length is written out, in its order.
func (q Query) Windows() []Window {
	var all []Window
	parser.Inspect(q.expr, func(n parser.Node, _ []parser.Node) error {
		call, ok := n.(*parser.Call)
		if !ok || !needTwoSamples[call.Func.Name] {
			return nil
		}
		switch data := unwrapped(call.Args[0]).(type) {
		case *parser.MatrixSelector:
			if data.RangeExpr == nil {
				all = append(all, Window{Function: call.Func.Name, Range: data.Range})
			}
		case *parser.SubqueryExpr:
			if data.RangeExpr == nil && data.StepExpr == nil {
				all = append(all, Window{Function: call.Func.Name, Range: data.Range, Subquery: true, Step: data.Step})
			}
		}
		return nil
	})
	return all
}

// HasCall says whether the query has one of the functions in it.
func (q Query) HasCall(functions ...string) bool {
	found := false
	parser.Inspect(q.expr, func(n parser.Node, _ []parser.Node) error {
		call, ok := n.(*parser.Call)
		found = found || ok && slices.Contains(functions, call.Func.Name)
		return nil
	})
	return found
}
