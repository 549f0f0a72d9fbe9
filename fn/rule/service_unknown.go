package rule

import (
	"fmt"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/host"
)

var serviceUnknown = &Rule{
	ID:          "service-unknown",
	Severity:    finding.Warning,
	Layer:       Scaling,
	Scope:       Hosts,
	LooksUp:     []string{"Service"},
	Summary:     "a query for a Service that is missing or selects other pods",
	Consequence: "if the Service has another name, the signal is always zero",
	Run:         onHosts(checkServiceUnknown),
}

// checkServiceUnknown covers signals. A hand-written query may name any Service.
func checkServiceUnknown(p *hostPass) {
	other := p.host.Host.KnownService && len(p.host.Host.Services) == 1 && host.SelectsOthers(p.host.Host.Services[0], p.Workload)
	_, held := p.cfg.Holds("Service", p.Object.Namespace, p.host.Host.Service)
	if (p.host.Host.KnownService || held) && !other {
		return
	}
	for i, origin := range p.TriggerOrigins {
		if !strings.Contains(origin.Definition.Query, "$(service)") {
			continue
		}
		if other {
			p.report(triggerPath(i), fmt.Sprintf("signal %s counts requests to Service %s, which selects other pods", origin.Signal, p.host.Host.Service), "correct its selector, or set the right Service with "+p.annotation("service"))
			continue
		}
		message, hint := fmt.Sprintf("signal %s counts requests to Service %s, which is not in the package", origin.Signal, p.host.Host.Service), "add the Service, or set the right one with "
		if n := len(p.host.Host.Services); n > 1 {
			message, hint = fmt.Sprintf("signal %s counts requests to Service %s; none of the %d Services for these pods has that name", origin.Signal, p.host.Host.Service, n), "set the right one with "
		}
		p.report(triggerPath(i), message, hint+p.annotation("service"))
	}
}
