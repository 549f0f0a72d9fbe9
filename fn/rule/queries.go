package rule

import (
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/promql"
)

// eachHandWrittenQuery calls do for each Prometheus trigger whose query a user wrote. Tests check
// the queries of the built-in signals, so rendering does not have to.
func (p *pass) eachHandWrittenQuery(do func(path string, t keda.Trigger)) {
	for i, t := range p.Spec.Triggers {
		if t.Type == keda.TriggerPrometheus && !p.TriggerOrigins[i].Builtin {
			do(triggerPath(i), t)
		}
	}
}

// eachQuery calls do for each query that parses.
func (p *pass) eachQuery(do func(path string, t keda.Trigger, q promql.Query)) {
	p.eachHandWrittenQuery(func(path string, t keda.Trigger) {
		if q, err := p.wake.Query(t.Metadata["query"]); err == nil {
			do(path, t, q)
		}
	})
}

// tooLargeHint is the fix for a query that is too large to parse.
const tooLargeHint = "shorten it: replace many terms with one regular expression, or a recording rule"
