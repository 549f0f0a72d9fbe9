package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/finding"
)

var hpaRefused = &Rule{
	ID:          "hpa-refused",
	Severity:    finding.Error,
	Layer:       Annotations,
	Scope:       Hosts,
	Summary:     "an HPA for a host with hpa-policy refuse",
	Consequence: "an HPA and KEDA on one workload undo each other's scaling",
	Run:         onHosts(checkHPARefused),
}

func checkHPARefused(p *hostPass) {
	if p.host.HPAPolicy.V != config.Refuse {
		return
	}
	for _, o := range p.Existing.HPAs {
		p.reportOn(o, "spec.scaleTargetRef", fmt.Sprintf("the HPA scales the model host %s, and hpa-policy is refuse (%s)", p.host.Host.Workload.Resource(), p.host.HPAPolicy.Source),
			fmt.Sprintf("remove the HPA, or set %s: adopt to keep its settings", p.annotation("hpa-policy")))
	}
}
