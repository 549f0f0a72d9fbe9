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

// checkHTTPHostsUnused is for annotations that only signals of the add-on read.
func checkHTTPHostsUnused(p *hostPass) {
	given := p.host.Host.Annotations.Settings
	for _, a := range []struct {
		key   string
		given bool
	}{{"http-hosts", given.HTTPHosts != nil}, {"http-paths", given.HTTPPaths != nil}, {"http-port", given.HTTPPort != nil}} {
		if a.given && p.host.Route == nil {
			p.report(plan.AnnotationField(p.host.Host, a.key), "is there, but no trigger of KEDA's HTTP add-on", fmt.Sprintf("add %s or %s, or remove it", p.annotation("http-concurrency"), p.annotation("http-rps")))
		}
	}
}
