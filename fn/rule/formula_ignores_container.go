package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

var formulaIgnoresContainer = &Rule{
	ID:                "formula-ignores-container",
	Severity:          finding.Warning,
	Layer:             Scaling,
	Scope:             Plans,
	NeedsCompletePlan: true,
	ReadsTrigger:      []string{"metadata.containerName"},
	Summary:           "a formula combined with a trigger for a single container",
	Consequence:       "with a formula, KEDA keeps only the metrics of whole pods",
	Run:               checkFormulaIgnoresContainer,
}

// checkFormulaIgnoresContainer covers triggers for one container: with a formula, KEDA keeps
// only the metrics of whole pods.
func checkFormulaIgnoresContainer(p *pass) {
	if p.modifiers() == (keda.ScalingModifiers{}) {
		return
	}
	for i, t := range p.Spec.Triggers {
		if container := t.Metadata["containerName"]; keda.IsResourceTrigger(t.Type) && container != "" {
			p.report(triggerPath(i), fmt.Sprintf("with a formula, KEDA drops the %s trigger for container %s", t.Type, container), "remove containerName or the formula")
		}
	}
}
