package rule

import (
	"fmt"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

var fallbackFields = &Rule{
	ID:          "fallback-fields",
	Severity:    finding.Error,
	Layer:       Admission,
	Scope:       Plans,
	ReadsSpec:   []string{"spec.fallback"},
	Summary:     "a missing, negative or unknown fallback field",
	Consequence: "KEDA's CRD rejects it",
	Run:         checkFallbackFields,
}

func checkFallbackFields(p *pass) {
	f := p.Spec.Fallback
	if f == nil {
		return
	}
	// Invalid fields are reported elsewhere.
	unread := func(field string) bool { return p.isHandWritten() && p.isUnresolved("spec.fallback."+field) }
	if !unread("failureThreshold") && (f.FailureThreshold == nil || *f.FailureThreshold < 0) {
		p.report("spec.fallback", fmt.Sprintf("failureThreshold %s", missingOr(f.FailureThreshold)), "set it to the number of failed polls before the fallback applies, such as 3")
	}
	if !unread("replicas") && (f.Replicas == nil || *f.Replicas < 0) {
		p.report("spec.fallback", fmt.Sprintf("replicas %s", missingOr(f.Replicas)), "set it to the replica count to use while triggers fail")
	}
	behaviors := keda.FallbackBehaviors()
	if f.Behavior != "" && !placeholder.In(f.Behavior) && !slices.Contains(behaviors, f.Behavior) {
		p.report("spec.fallback", fmt.Sprintf("behavior %q is unknown", f.Behavior), "use "+suggest.Alternatives(behaviors))
	}
	if f.Behavior == keda.FallbackScalingModifiers && p.modifiers().Formula == "" {
		p.report("spec.fallback", "behavior scalingModifiers needs advanced.scalingModifiers.formula", "add the formula, or use another behavior")
	}
}

func missingOr(count *int32) string {
	if count == nil {
		return "is missing"
	}
	return fmt.Sprintf("%d is below 0", *count)
}
