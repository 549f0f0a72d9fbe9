package rule

import (
	"fmt"
	"math"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

var targetUnit = &Rule{
	ID:           "target-unit",
	Severity:     finding.Warning,
	Layer:        Scaling,
	Scope:        Plans,
	ReadsTrigger: []string{"metadata.threshold", "metadata.query"},
	Summary:      "a percentage target that looks like a ratio",
	Consequence:  "the signal is nearly always above it, so the host stays at its maximum",
	Run:          checkTargetUnit,
}

// checkTargetUnit is for percentages that are ratios in their exporters.
func checkTargetUnit(p *pass) {
	for i, t := range p.Spec.Triggers {
		text := t.Metadata["threshold"]
		if target, ok := amount(text); ok && target > 0 && target <= 1 && p.percent(i, t) {
			what := "the query's answer"
			if name := p.TriggerOrigins[i].Signal; name != "" {
				what = "the signal " + name
			}
			p.report(triggerPath(i), fmt.Sprintf("the target %s is %s %%: %s is in percent", text, text, what), fmt.Sprintf("write %v if that share is meant", math.Round(target*100)))
		}
	}
}

// percent says whether a trigger's metric goes from 0 to 100.
func (p *pass) percent(i int, t keda.Trigger) bool {
	if p.TriggerOrigins[i].Builtin {
		return p.TriggerOrigins[i].Definition.Unit == "percent"
	}
	most, bounded := p.greatest(i, t)
	return bounded && most == 100
}
