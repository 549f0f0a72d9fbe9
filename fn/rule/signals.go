package rule

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/promql"
	"modelhost.dev/scale-modelhosts/fn/signal"
)

// CheckSignals checks the queries of the functionConfig's signals, whether a model host uses
// them or not, so that their author sees the problem first. The findings name no object.
func CheckSignals(cfg config.Spec) finding.List {
	var findings finding.List
	for _, name := range slices.Sorted(maps.Keys(cfg.Signals)) {
		queries := map[string]string{"query": cfg.Signals[name].Query, "wakeQuery": cfg.Signals[name].WakeQuery}
		if queries["wakeQuery"] == queries["query"] {
			delete(queries, "wakeQuery")
		}
		for field, query := range queries {
			if message, hint := queryProblem(query); message != "" {
				findings = append(findings, finding.Finding{
					Rule: querySyntax.ID, Severity: querySyntax.Severity, Field: fmt.Sprintf("spec.signals.%s.%s", name, field), Message: message, Hint: hint,
				})
			}
		}
	}
	return findings
}

// queryProblem returns what is wrong with a query for every model host.
func queryProblem(query string) (message, hint string) {
	values := signal.Sample()
	filled, unknown, _ := values.Fill(query)
	if len(unknown) > 0 {
		return fmt.Sprintf("unknown placeholder $(%s)", unknown[0]), "use one of $(" + strings.Join(values.Names(), "), $(") + ")"
	}
	q, err := promql.Parse(filled)
	if errors.Is(err, promql.ErrTooLarge) {
		return "not checked: " + err.Error(), tooLargeHint
	}
	if err != nil {
		return "Prometheus cannot parse the query: " + err.Error(), "correct it"
	}
	if !q.IsVector() {
		return fmt.Sprintf("the query returns a %s; KEDA needs an instant vector", q.TypeName()), "wrap a scalar in vector(…), or a range in a function such as rate(…)"
	}
	return "", ""
}
