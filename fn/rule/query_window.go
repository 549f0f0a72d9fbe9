package rule

import (
	"fmt"
	"time"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/promql"
)

var queryWindow = &Rule{
	ID:          "query-window",
	Severity:    finding.Warning,
	Layer:       Scaling,
	Scope:       Plans,
	Summary:     "a rate() or similar function over fewer than two samples",
	Consequence: "it returns nothing, which KEDA reads as zero",
	Run:         checkQueryWindow,
}

const (
	// minWindow is two scrapes at 30 seconds, the default of the Prometheus Operator and of
	// most charts. The package does not say how often a server scrapes. At Prometheus' own
	// default of a minute [1m] returns nothing, but [1m] works on most clusters, so it is not
	// reported.
	minWindow = time.Minute
	// evaluation is the default step of a subquery, unless the server sets another.
	evaluation = time.Minute
)

// checkQueryWindow reports windows with fewer than the two samples that rate() and similar
// functions need. The result is empty then, and KEDA reads empty as zero.
func checkQueryWindow(p *pass) {
	p.eachQuery(func(path string, _ keda.Trigger, q promql.Query) {
		for _, w := range q.Windows() {
			step := w.Step
			if step == 0 {
				step = evaluation
			}
			switch {
			case w.Subquery && w.Range < 2*step:
				p.report(path, fmt.Sprintf("%s() needs two samples; a %s subquery with a step of %s has fewer", w.Function, short(w.Range), short(step)),
					"use a range of at least "+short(2*step)+", or a shorter step")
			case !w.Subquery && w.Range < minWindow:
				p.report(path, fmt.Sprintf("%s() needs two samples; %s has fewer unless Prometheus scrapes at least every %s", w.Function, short(w.Range), short(w.Range/2)),
					"use 2m, or at least four times the scrape interval")
			}
		}
	})
}

// short formats a duration without units that are zero.
func short(d time.Duration) string {
	switch {
	case d >= time.Minute && d%time.Minute == 0:
		return fmt.Sprintf("%dm", d/time.Minute)
	case d >= time.Second && d%time.Second == 0:
		return fmt.Sprintf("%ds", d/time.Second)
	}
	return d.String()
}
