package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/finding"
)

var hpaSeveral = &Rule{
	ID:              "hpa-several",
	Severity:        finding.Warning,
	Layer:           Annotations,
	Scope:           Hosts,
	PredictsRemoval: true,
	Summary:         "several HPAs for one host",
	Consequence:     "KEDA can take over only one; while another exists in the cluster, it rejects the ScaledObject",
	Run:             onHosts(checkHPASeveral),
}

func checkHPASeveral(p *hostPass) {
	if p.host.HPAPolicy.V == config.Adopt {
		return // The plan reports several HPAs to adopt.
	}
	for _, o := range p.Existing.HPAs[min(1, len(p.Existing.HPAs)):] {
		p.reportOn(o, "spec.scaleTargetRef", fmt.Sprintf("the ScaledObject for %s takes over HPA %s, and can take over only one", p.host.Host.Workload.Resource(), p.Existing.HPAs[0].Name),
			"delete this HPA from the cluster before you apply the ScaledObject")
	}
}
