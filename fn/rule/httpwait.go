package rule

import (
	"fmt"
	"time"

	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// readinessColdStart holds how long requests wait against what a pod may take to load
// its model. Where something else is answered meanwhile, the wait is as it may be.
func readinessColdStart(s *pass) {
	if !s.Sleeps() || s.ColdStart == 0 {
		return
	}
	for _, r := range s.routes() {
		if r.spec.ColdStart != nil {
			continue
		}
		for _, limit := range s.waits(r) {
			if limit.wait > 0 && limit.wait < time.Duration(s.ColdStart)*time.Second {
				s.report(limit.field, fmt.Sprintf("%s lets a request wait for %ds, but %s the model %ds to load: who wakes the host gets no answer", limit.name, limit.wait/time.Second, s.whoGives(), s.ColdStart),
					fmt.Sprintf("write %ds or more, or leave it out", s.ColdStart))
			}
		}
	}
}

// placeholderAsleep is for routes that hold no request, so that none is in flight for
// long enough to be seen: testdata/oracle/http shows it.
func placeholderAsleep(s *pass) {
	if !s.Sleeps() || s.modifiers().Formula != "" {
		return
	}
	for _, r := range s.routes() {
		holds := r.spec.ColdStart == nil || r.spec.ColdStart.Placeholder == nil || r.spec.ScalingMetric.RequestRate != nil
		if !holds && !s.wokenBeside(r.path) {
			s.report(r.path, "at zero each request gets the placeholder at once, so that none is in flight when the scaler looks: nothing wakes the host",
				s.hintFor(fmt.Sprintf("add %s, which counts what came", s.annotation("http-rps")), "add scalingMetric.requestRate, which counts what came"))
		}
	}
}

// wokenBeside says whether a trigger other than the one at a path is there without pods.
func (s *pass) wokenBeside(path string) bool {
	for i, t := range s.Spec.Triggers {
		if triggerPath(i) != path && s.presence(i, t) == outside {
			return true
		}
	}
	return false
}

// notReady is for Services that have endpoints before their pods are ready.
func notReady(s *pass) {
	for _, r := range s.routes() {
		service, found := s.inv.Services.Find(s.Object.Namespace, r.spec.Target.Service)
		if found && inventory.Text(service.Field("spec", "publishNotReadyAddresses")) == "true" {
			s.report(r.path, fmt.Sprintf("the Service %s publishes pods before they are ready (publishNotReadyAddresses), and the interceptor does not wait for the model", service.Name),
				s.hintFor("take that out, or name another Service with "+s.annotation("service"), "take that out, or name another Service in the route"))
		}
	}
}

// limit is one that a waiting request runs into.
type limit struct {
	name, field string
	wait        time.Duration
}

func (s *pass) waits(r route) []limit {
	var limits []limit
	if t := r.spec.Timeouts; t != nil {
		limits = append(limits, limit{"readiness", r.at("timeouts.readiness"), durationOf(t.Readiness)}, limit{"request", r.at("timeouts.request"), durationOf(t.Request)})
	}
	if t := s.cfg.HTTP.Routing.Timeout; t != nil && r.object == nil {
		limits = append(limits, limit{"the gateway's timeout", "functionConfig spec.http.routing.timeout", time.Duration(*t) * time.Second})
	}
	return limits
}

// durationOf is 0 for what is none.
func durationOf(text string) time.Duration {
	d, err := time.ParseDuration(text)
	if err != nil {
		return 0
	}
	return d
}
