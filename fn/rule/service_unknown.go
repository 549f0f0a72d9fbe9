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
	Summary:     "a signal that counts requests to a missing or wrong Service",
	Consequence: "if the Service has another name, the signal is always zero",
	Run:         onHosts(checkServiceUnknown),
}

// checkServiceUnknown is for signals: a query written by hand may name what it likes.
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
			p.report(triggerPath(i), fmt.Sprintf("the signal %s counts requests to the Service %s, which does not select the host's pods", origin.Signal, p.host.Host.Service), "correct its selector, or name the right one with "+p.annotation("service"))
			continue
		}
		message, hint := fmt.Sprintf("the signal %s counts requests to the Service %s, which is not in the package", origin.Signal, p.host.Host.Service), "add the Service, or name the right one with "
		if n := len(p.host.Host.Services); n > 1 {
			message, hint = fmt.Sprintf("the signal %s counts requests to the Service %s, but none of the %d that select the host's pods is called so", origin.Signal, p.host.Host.Service, n), "name the right one with "
		}
		p.report(triggerPath(i), message, hint+p.annotation("service"))
	}
}
