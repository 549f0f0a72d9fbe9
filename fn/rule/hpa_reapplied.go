package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

var hpaReapplied = &Rule{
	ID:            "hpa-reapplied",
	Severity:      finding.Warning,
	Layer:         Scaling,
	Scope:         ScaledObjects,
	ComparesPlans: true,
	ReadsSpec:     []string{"spec.scaleTargetRef", hpaNamePath, "metadata.name", transferPath},
	LooksUp:       scalersOf,
	Summary:       "an HPA in the package that the ScaledObject takes over",
	Consequence:   "every apply restores the HPA's old metrics until KEDA notices",
	Run:           checkHPAReapplied,
}

// checkHPAReapplied covers HPAs that KEDA takes over and that every apply restores.
func checkHPAReapplied(p *pass) {
	for _, o := range p.Existing.HPAs {
		if p.takesOver(o) && o.Annotations[keda.AnnotationHPAOwnership] != "false" {
			p.reportOn(o, "", fmt.Sprintf("the ScaledObject %s takes over this HPA, but every apply restores it", p.Name), "remove it from the package")
		}
	}
}
