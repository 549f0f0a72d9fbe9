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
	Summary:      "a ratio as the target of a percentage",
	Consequence:  "the signal nearly always exceeds it, so the workload stays at its maximum",
	Run:          checkTargetUnit,
}

// checkTargetUnit reports targets of at most 1 for metrics in percent.
func checkTargetUnit(p *pass) {
	for i, t := range p.Spec.Triggers {
		text := t.Metadata["threshold"]
		if target, ok := amount(text); ok && target > 0 && target <= 1 && p.isPercent(i, t) {
			what := "the query"
			if name := p.TriggerOrigins[i].Signal; name != "" {
				what = "signal " + name
			}
			p.report(triggerPath(i), fmt.Sprintf("target %s means %s%%; %s is in percent", text, text, what), fmt.Sprintf("use %[1]v if you mean %[1]v%%", math.Round(target*100)))
		}
	}
}

// isPercent reports whether a trigger's metric ranges from 0 to 100.
func (p *pass) isPercent(i int, t keda.Trigger) bool {
	if p.TriggerOrigins[i].Builtin {
		return p.TriggerOrigins[i].Definition.Unit == "percent"
	}
	most, bounded := p.maximumOf(i, t)
	return bounded && most == 100
}
