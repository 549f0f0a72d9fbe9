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
	Summary:     "rate() and its like over less than two samples",
	Consequence: "they return nothing, which KEDA reads as zero",
	Run:         checkQueryWindow,
}

const (
	// leastWindow is two scrapes of the operator's and most charts' 30 seconds. How often
	// a server scrapes is not in the package: over [1m] the usual minute of Prometheus
	// itself gives nothing, but what most clusters do is right, and told to nobody.
	leastWindow = time.Minute
	// evaluation is how often a subquery without a step has a sample, unless the server
	// says otherwise.
	evaluation = time.Minute
)

// checkQueryWindow is for functions that need two samples. Over less they give nothing, and
// KEDA takes nothing for zero.
func checkQueryWindow(p *pass) {
	p.eachQuery(func(path string, _ keda.Trigger, q promql.Query) {
		for _, w := range q.Windows() {
			step := w.Step
			if step == 0 {
				step = evaluation
			}
			switch {
			case w.Subquery && w.Range < 2*step:
				p.report(path, fmt.Sprintf("%s() over a subquery of %s with a sample every %s has fewer than the two it needs", w.Function, short(w.Range), short(step)),
					"write a range of at least "+short(2*step)+", or a shorter step")
			case !w.Subquery && w.Range < leastWindow:
				p.report(path, fmt.Sprintf("%s() needs two samples, and a window of %s has fewer unless Prometheus scrapes at least every %s", w.Function, short(w.Range), short(w.Range/2)),
					"write 2m, or at least four times the interval")
			}
		}
	})
}

// short is a duration without the units that are zero.
func short(d time.Duration) string {
	switch {
	case d >= time.Minute && d%time.Minute == 0:
		return fmt.Sprintf("%dm", d/time.Minute)
	case d >= time.Second && d%time.Second == 0:
		return fmt.Sprintf("%ds", d/time.Second)
	}
	return d.String()
}
