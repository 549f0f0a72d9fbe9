package rule

import (
	"errors"
	"fmt"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/promql"
)

// eachPrometheus goes over the Prometheus triggers.
func (s *pass) eachPrometheus(do func(path string, t keda.Trigger)) {
	for i, t := range s.Spec.Triggers {
		if t.Type == keda.TriggerPrometheus {
			do(triggerPath(i), t)
		}
	}
}

// parsed is what became of a query.
type parsed struct {
	query promql.Query
	err   error
}

// query parses a query, once for all rules.
func (s *pass) query(text string) (promql.Query, error) {
	p, done := s.queries[text]
	if !done {
		if placeholder.In(text) {
			p.err = errLater
		} else {
			p.query, p.err = promql.Parse(text)
		}
		s.queries[text] = p
	}
	return p.query, p.err
}

// errLater is the error for a query that another tool fills in later.
var errLater = errors.New("holds a placeholder")

// eachWritten goes over the Prometheus triggers whose queries somebody wrote. Those
// of the built-in signals are judged by tests, so that no run has to.
func (s *pass) eachWritten(do func(path string, t keda.Trigger)) {
	for i, t := range s.Spec.Triggers {
		if t.Type == keda.TriggerPrometheus && !s.Origins[i].Builtin {
			do(triggerPath(i), t)
		}
	}
}

// eachQuery goes over the queries that parse.
func (s *pass) eachQuery(do func(path string, t keda.Trigger, q promql.Query)) {
	s.eachWritten(func(path string, t keda.Trigger) {
		if q, err := s.query(t.Metadata["query"]); err == nil {
			do(path, t, q)
		}
	})
}

func querySyntax(s *pass) {
	s.eachWritten(func(path string, t keda.Trigger) {
		if strings.TrimSpace(t.Metadata["query"]) == "" {
			return
		}
		_, err := s.query(t.Metadata["query"])
		switch {
		case errors.Is(err, promql.ErrTooLarge):
			s.report(path, "is not checked: "+err.Error(), tooLargeHint)
		case err != nil && !errors.Is(err, errLater):
			s.report(path, "Prometheus does not parse the query: "+err.Error(), "correct it; in a double-quoted string, \\ is written \\\\")
		}
	})
}

// tooLargeHint is the fix for a query that is not parsed because of its size.
const tooLargeHint = "shorten it: replace many terms with one regular expression, or a recording rule"

func queryType(s *pass) {
	s.eachQuery(func(path string, _ keda.Trigger, q promql.Query) {
		if !q.IsVector() {
			s.report(path, fmt.Sprintf("the query gives a %s; KEDA needs an instant vector", q.TypeName()), "wrap a scalar in vector(…), a range in a function such as rate(…)")
		}
	})
}

func querySeries(s *pass) {
	s.eachQuery(func(path string, _ keda.Trigger, q promql.Query) {
		if q.IsVector() && !q.IsSingle() {
			s.report(path, "the query may give more than one series, which KEDA refuses", "aggregate it: avg(…), sum(…) or max(…) without by")
		}
	})
}
