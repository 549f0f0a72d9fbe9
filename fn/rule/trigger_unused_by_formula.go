package rule

import (
	"cmp"
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

var triggerUnusedByFormula = &Rule{
	ID:                "trigger-unused-by-formula",
	Severity:          finding.Warning,
	Layer:             Scaling,
	Scope:             Plans,
	NeedsCompletePlan: true,
	ReadsTrigger:      []string{"name", "type"},
	ReadsSpec:         []string{"spec.advanced.scalingModifiers.formula"},
	Summary:           "a trigger that the formula does not name",
	Consequence:       "with a formula, only the triggers that it names count",
	Run:               checkTriggerUnusedByFormula,
}

// checkTriggerUnusedByFormula is for triggers that a formula does not name: KEDA makes one metric of the
// formula, and takes its outcome for the activity of all (pkg/scaling/scale_handler.go).
func checkTriggerUnusedByFormula(p *pass) {
	for i, t := range p.Spec.Triggers {
		if !keda.IsResourceTrigger(t.Type) && !p.wake.MayCount(t) {
			p.report(triggerPath(i), fmt.Sprintf("the trigger %q is not in the formula, beside which nothing else counts: it neither scales nor wakes the host", cmp.Or(t.Name, t.Type)), "put it into the formula, or drop it")
		}
	}
}
