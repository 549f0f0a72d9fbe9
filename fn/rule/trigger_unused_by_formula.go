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
	Summary:           "a trigger that the formula does not use",
	Consequence:       "with a formula, no other trigger counts",
	Run:               checkTriggerUnusedByFormula,
}

// checkTriggerUnusedByFormula reports triggers that a formula does not use. KEDA creates a single
// metric from the formula, and its result decides the activity of all triggers
// (pkg/scaling/scale_handler.go).
func checkTriggerUnusedByFormula(p *pass) {
	for i, t := range p.Spec.Triggers {
		if !keda.IsResourceTrigger(t.Type) && !p.wake.MayCount(t) {
			p.report(triggerPath(i), fmt.Sprintf("trigger %q is not in the formula, so it neither scales nor wakes", cmp.Or(t.Name, t.Type)), "add it to the formula, or remove it")
		}
	}
}
