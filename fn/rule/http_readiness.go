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

// checkHTTPReadiness holds how long requests wait against what a pod may take to load
// its model. Where something else is answered meanwhile, the wait is as it may be.
func checkHTTPReadiness(p *pass) {
	if !p.ScalesToZero() || p.ColdStart == 0 {
		return
	}
	for _, r := range p.routes() {
		if r.spec.ColdStart != nil {
			continue
		}
		for _, limit := range p.waits(r) {
			if limit.wait > 0 && limit.wait < time.Duration(p.ColdStart)*time.Second {
				p.report(limit.field, fmt.Sprintf("%s limits a request to %ds, but %s the model %ds to load", limit.name, limit.wait/time.Second, p.whoGives(), p.ColdStart),
					fmt.Sprintf("set it to %ds or more, or remove it", p.ColdStart))
			}
		}
	}
}

// limit is one that a waiting request runs into.
type limit struct {
	name, field string
	wait        time.Duration
}

func (p *pass) waits(r route) []limit {
	var limits []limit
	if t := r.spec.Timeouts; t != nil {
		limits = append(limits, limit{"readiness", r.at("timeouts.readiness"), durationOf(t.Readiness)}, limit{"request", r.at("timeouts.request"), durationOf(t.Request)})
	}
	if t := p.cfg.HTTP.Routing.Timeout; t != nil && r.object == nil {
		limits = append(limits, limit{"the gateway's timeout", "functionConfig spec.http.routing.timeout", time.Duration(*t) * time.Second})
	}
	return limits
}
