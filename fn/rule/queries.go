package rule

import (
	"errors"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/promql"
)

// parsed is the result of parsing a query.
type parsed struct {
	query promql.Query
	err   error
}

// query parses a query and caches the result for all rules.
func (p *pass) query(text string) (promql.Query, error) {
	result, done := p.queries[text]
	if !done {
		if placeholder.In(text) {
			result.err = errLater
		} else {
			result.query, result.err = promql.Parse(text)
		}
		p.queries[text] = result
	}
	return result.query, result.err
}

// errLater is the error for a query that another tool fills in later.
var errLater = errors.New("holds a placeholder")

// eachWritten calls do for each Prometheus trigger whose query a user wrote. Tests check
// the queries of the built-in signals, so rendering does not have to.
func (p *pass) eachWritten(do func(path string, t keda.Trigger)) {
	for i, t := range p.Spec.Triggers {
		if t.Type == keda.TriggerPrometheus && !p.TriggerOrigins[i].Builtin {
			do(triggerPath(i), t)
		}
	}
}

// eachQuery calls do for each query that parses.
func (p *pass) eachQuery(do func(path string, t keda.Trigger, q promql.Query)) {
	p.eachWritten(func(path string, t keda.Trigger) {
		if q, err := p.query(t.Metadata["query"]); err == nil {
			do(path, t, q)
		}
	})
}

// tooLargeHint is the fix for a query that is too large to parse.
const tooLargeHint = "shorten it: replace many terms with one regular expression, or a recording rule"
