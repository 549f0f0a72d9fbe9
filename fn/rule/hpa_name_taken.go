package rule

import (
	"fmt"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

var hpaNameTaken = &Rule{
	ID:            "hpa-name-taken",
	Severity:      finding.Error,
	Layer:         Scaling,
	Scope:         Plans,
	ComparesPlans: true,
	ReadsSpec:     []string{hpaNamePath, "metadata.name", "spec.scaleTargetRef"},
	LooksUp:       scalersOf,
	Summary:       "an HPA name that another workload's HPA already has",
	Consequence:   "KEDA takes over that HPA, and the other workload loses its autoscaler",
	Run:           checkHPANameTaken,
}

func checkHPANameTaken(p *pass) {
	name := hpaNameOf(p.Plan)
	for _, o := range p.inv.HPAs.ByName(name) {
		if o.Name == name && o.SharesNamespace(p.Object) && !p.scalesSameWorkload(o) {
			p.report(hpaNamePath, fmt.Sprintf("KEDA would take over the HPA %q, which scales %s", name, inventory.TargetOf(o).Name),
				p.hintFor("set another name with "+p.annotation("scaled-object"), "set another name"))
		}
	}
}

// scalesSameWorkload reports whether an HPA scales the workload of the ScaledObject, or a copy of it.
func (p *pass) scalesSameWorkload(o *inventory.Object) bool {
	own, its := inventory.TargetOf(p.Object), inventory.TargetOf(o)
	return slices.Contains(p.Existing.HPAs, o) || slices.Contains(o.OwnerNames(keda.KindScaledObject), p.Name) ||
		p.isHandWritten() && own.Name == its.Name && own.Kind == its.Kind
}
