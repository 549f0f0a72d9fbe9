package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
)

var hpaNameShared = &Rule{
	ID:            "hpa-name-shared",
	Severity:      finding.Error,
	Layer:         Admission,
	Scope:         Plans,
	ComparesPlans: true,
	ReadsSpec:     []string{hpaNamePath, "metadata.name"},
	Summary:       "two ScaledObjects with the same HPA name",
	Consequence:   "KEDA rejects the second",
	Run:           checkHPANameShared,
}

// maxSharers bounds the findings about one ScaledObject and others with which it shares
// something: there would be one for each pair.
const maxSharers = 3

// checkHPANameShared looks for the same HPA name among the package's ScaledObjects.
// Other rules report ScaledObjects with the same name or for the same workload.
func checkHPANameShared(p *pass) {
	name := hpaNameOf(p.Plan)
	claims := p.claims[hpaKey{p.Object.EffectiveNamespace(), name}]
	if len(claims) < 2 {
		return
	}
	others := map[*inventory.Object]bool{}
	for _, o := range p.Existing.Others {
		others[o] = true
	}
	reported := 0
	for _, c := range claims {
		if c.object == p.Object || c.scaledObject == p.Name || others[c.object] {
			continue
		}
		p.report(hpaNamePath, fmt.Sprintf("%[2]s also uses the HPA name %[1]q", name, c.object.Resource()), "give each its own name")
		if reported++; reported == maxSharers {
			return
		}
	}
}
