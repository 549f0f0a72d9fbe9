package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/finding"
)

var hpaNotTakenOver = &Rule{
	ID:                "hpa-not-taken-over",
	Severity:          finding.Error,
	Layer:             Annotations,
	Scope:             Hosts,
	NeedsCompletePlan: true,
	Summary:           "a stripped HPA that the ScaledObject does not take over",
	Consequence:       "while the HPA exists in the cluster, KEDA rejects the ScaledObject",
	Run:               onHosts(checkHPANotTakenOver),
}

func checkHPANotTakenOver(p *hostPass) {
	if len(p.Existing.HPAs) == 0 || p.host.HPAPolicy.V == config.Refuse {
		return
	}
	if taken := p.Existing.TransferredHPA(); hpaNameOf(p.Plan) != taken {
		p.report(hpaNamePath, fmt.Sprintf("KEDA cannot take over HPA %q; the ScaledObject names its HPA %q", taken, hpaNameOf(p.Plan)),
			"remove that name")
	}
}
