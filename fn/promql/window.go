package promql

import (
	"slices"
	"time"

	"github.com/prometheus/prometheus/promql/parser"
)

// Window is the range that a function looks back over, for functions that need at least two
// samples.
type Window struct {
	// Function is the name of the function.
	Function string
	Range    time.Duration
	// Subquery is set if the samples come from a subquery, at intervals of Step. A Step of zero
	// means the server's default. Without a subquery, the samples are those that were scraped.
	Subquery bool
	Step     time.Duration
}

// needTwoSamples holds the functions that return nothing for a single sample.
var needTwoSamples = map[string]bool{
	"rate": true, "irate": true, "increase": true, "delta": true, "idelta": true, "deriv": true, "predict_linear": true,
}

// Windows returns all windows with a literal duration, in query order.
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

// HasCall reports whether the query calls one of the functions.
func (q Query) HasCall(functions ...string) bool {
	found := false
	parser.Inspect(q.expr, func(n parser.Node, _ []parser.Node) error {
		call, ok := n.(*parser.Call)
		found = found || ok && slices.Contains(functions, call.Func.Name)
		return nil
	})
	return found
}
