package rule

import (
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

var fallbackTrigger = &Rule{
	ID:                "fallback-trigger",
	Severity:          finding.Error,
	Layer:             Admission,
	Scope:             Plans,
	NeedsCompletePlan: true,
	Summary:           "a fallback without a trigger that it applies to",
	Consequence:       "KEDA's webhook rejects a fallback with only cpu and memory triggers",
	Run:               checkFallbackTrigger,
}

func checkFallbackTrigger(p *pass) {
	if p.Spec.Fallback == nil || len(p.Spec.Triggers) == 0 || p.modifiers().Formula != "" {
		return
	}
	for _, t := range p.Spec.Triggers {
		if !keda.IsResourceTrigger(t.Type) {
			return
		}
	}
	p.report("spec.fallback", "a fallback does not apply to cpu and memory triggers", "remove it, or add a trigger of another type")
}
