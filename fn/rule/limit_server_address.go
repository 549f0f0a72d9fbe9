package rule

import (
	"fmt"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/redact"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

var limitServerAddress = &Rule{
	ID:           "limit-server-address",
	Severity:     finding.Error,
	Layer:        Annotations,
	Scope:        Hosts,
	ReadsTrigger: []string{"metadata.serverAddress"},
	Summary:      "a Prometheus address that the functionConfig does not allow",
	Consequence:  "the platform team limits where credentials are sent",
	Run:          onHosts(checkLimitServerAddress),
}

func checkLimitServerAddress(p *hostPass) {
	allowed := p.cfg.Limits.ServerAddresses
	for i, t := range p.Spec.Triggers {
		address := t.Metadata["serverAddress"]
		if t.Type == keda.TriggerPrometheus && len(allowed) > 0 && !slices.Contains(allowed, address) {
			var known []string
			for _, each := range allowed {
				known = append(known, redact.Address(each))
			}
			p.report(triggerPath(i), fmt.Sprintf("spec.limits.serverAddresses does not allow serverAddress %q", redact.Address(address)), "use "+suggest.Alternatives(known))
		}
	}
}
