package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

var httpHostsUnused = &Rule{
	ID:                "http-hosts-unused",
	Severity:          finding.Warning,
	Layer:             Annotations,
	Scope:             Hosts,
	NeedsCompletePlan: true,
	Summary:           "`http-hosts`, `http-paths` or `http-port` without an HTTP add-on signal",
	Consequence:       "the annotations have no effect",
	Run:               onHosts(checkHTTPHostsUnused),
}

// checkHTTPHostsUnused reports annotations that only signals of the add-on use.
func checkHTTPHostsUnused(p *hostPass) {
	given := p.host.Host.Annotations.Settings
	for _, a := range []struct {
		key   string
		given bool
	}{{"http-hosts", given.HTTPHosts != nil}, {"http-paths", given.HTTPPaths != nil}, {"http-port", given.HTTPPort != nil}} {
		if a.given && p.host.Route == nil {
			p.report(plan.AnnotationField(p.host.Host, a.key), "has no effect without an HTTP add-on signal", fmt.Sprintf("add %s or %s, or remove it", p.annotation("http-concurrency"), p.annotation("http-rps")))
		}
	}
}
