package rule

import (
	"fmt"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/managed"
)

var scaledObjectConflict = &Rule{
	ID:          "scaled-object-conflict",
	Severity:    finding.Error,
	Layer:       Annotations,
	Scope:       Hosts,
	Summary:     "a hand-written ScaledObject for the same workload, or with the same name",
	Consequence: "KEDA rejects two ScaledObjects for one workload",
	Run:         onHosts(checkScaledObjectConflict),
}

func checkScaledObjectConflict(p *hostPass) {
	for _, o := range p.Existing.Others {
		p.reportOn(o, "spec.scaleTargetRef", fmt.Sprintf("scales %s, which gets a generated ScaledObject from its annotations", p.host.Host.Workload.Resource()),
			"remove this ScaledObject, or the annotations of the workload")
	}
	if p.Existing.Previous != nil {
		return
	}
	for _, o := range p.inv.ScaledObjects.ByName(p.Name) {
		// Another rule reports model hosts that want the same name.
		if o.Name == p.Name && !managed.Is(o) && o.SharesNamespace(p.Object) && !slices.Contains(p.Existing.Others, o) {
			p.reportOn(o, "metadata.name", fmt.Sprintf("has the same name as the ScaledObject generated for %s", p.host.Host.Workload.Resource()),
				"rename this ScaledObject")
		}
	}
}
