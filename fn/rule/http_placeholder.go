package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/wake"
)

var httpPlaceholder = &Rule{
	ID:          "http-placeholder",
	Severity:    finding.Error,
	Layer:       Scaling,
	Scope:       Plans,
	Summary:     "a placeholder response on a host that only waiting requests wake",
	Consequence: "the placeholder is sent at once, so no request is waiting when the scaler looks",
	Run:         checkHTTPPlaceholder,
}

// checkHTTPPlaceholder covers routes that hold no request long enough for the scaler to see
// it. testdata/oracle/http shows it.
func checkHTTPPlaceholder(p *pass) {
	if !p.ScalesToZero() || p.modifiers().Formula != "" {
		return
	}
	for _, r := range p.routes() {
		holds := r.spec.ColdStart == nil || r.spec.ColdStart.Placeholder == nil || r.spec.ScalingMetric.RequestRate != nil
		if !holds && !p.hasOtherWaker(r.path) {
			p.report(r.path, "at zero, requests get the placeholder at once; none waits, so nothing wakes the host",
				p.hintFor(fmt.Sprintf("add %s, which counts past requests", p.annotation("http-rps")), "add scalingMetric.requestRate, which counts past requests"))
		}
	}
}

// hasOtherWaker reports whether a trigger other than the one at a path works without pods.
func (p *pass) hasOtherWaker(path string) bool {
	for i := range p.Spec.Triggers {
		if triggerPath(i) != path && p.wake.Presence(i) == wake.AtZeroToo {
			return true
		}
	}
	return false
}
