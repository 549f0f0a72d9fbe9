package rule

import (
	"fmt"
	"time"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

var httpReadiness = &Rule{
	ID:          "http-readiness",
	Severity:    finding.Warning,
	Layer:       Scaling,
	Scope:       Plans,
	Summary:     "requests that time out before the model can load",
	Consequence: "the interceptor answers 504, and the client that woke the host gets no answer",
	Run:         checkHTTPReadiness,
}

// checkHTTPReadiness compares how long requests wait with the time that a pod may take to load its
// model. If the route has a fallback or a placeholder, requests get an answer in the meantime.
func checkHTTPReadiness(p *pass) {
	if !p.ScalesToZero() || p.ColdStart == 0 {
		return
	}
	for _, r := range p.routes() {
		if r.spec.ColdStart != nil {
			continue
		}
		for _, limit := range p.limits(r) {
			if limit.wait > 0 && limit.wait < time.Duration(p.ColdStart)*time.Second {
				p.report(limit.field, fmt.Sprintf("%s limits a request to %ds, but %s gives the model %ds to load", limit.name, limit.wait/time.Second, p.coldStartSource(), p.ColdStart),
					fmt.Sprintf("set it to %ds or more, or remove it", p.ColdStart))
			}
		}
	}
}

// limit is a time limit of a waiting request.
type limit struct {
	name, field string
	wait        time.Duration
}

// limits returns the time limits of requests that a route holds.
func (p *pass) limits(r route) []limit {
	var limits []limit
	if t := r.spec.Timeouts; t != nil {
		limits = append(limits, limit{"readiness", r.fieldPath("timeouts.readiness"), durationOf(t.Readiness)}, limit{"request", r.fieldPath("timeouts.request"), durationOf(t.Request)})
	}
	if t := p.cfg.HTTP.Routing.Timeout; t != nil && r.object == nil {
		limits = append(limits, limit{"the gateway's timeout", "functionConfig spec.http.routing.timeout", time.Duration(*t) * time.Second})
	}
	return limits
}
