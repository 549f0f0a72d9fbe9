package rule

import (
	"fmt"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
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
				known = append(known, withoutUser(each))
			}
			p.report(triggerPath(i), fmt.Sprintf("serverAddress %q is not among spec.limits.serverAddresses", withoutUser(address)), "use one of "+strings.Join(known, ", "))
		}
	}
}

// withoutUser is an address without the name and password that it may carry, and without
// its query, which may have a token.
func withoutUser(address string) string {
	address, query, _ := strings.Cut(address, "?")
	if query != "" {
		address += "?…"
	}
	at := strings.LastIndex(address, "@")
	if at < 0 {
		return address
	}
	before := ""
	if slashes := strings.Index(address, "//"); slashes >= 0 && slashes < at {
		before = address[:slashes+len("//")]
	}
	return before + "…" + address[at:]
}
