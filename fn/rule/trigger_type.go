package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/scaler"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

var triggerType = &Rule{
	ID:           "trigger-type",
	Severity:     finding.Error,
	Layer:        Scaling,
	Scope:        Plans,
	ReadsTrigger: []string{"type"},
	Summary:      "an unknown trigger type",
	Consequence:  "KEDA never creates the HPA",
	Run:          checkTriggerType,
}

// checkTriggerType compares the trigger types with those that KEDA has.
func checkTriggerType(p *pass) {
	for i, t := range p.Spec.Triggers {
		if _, known := scaler.Find(t.Type); known || t.Type == "" {
			continue
		}
		hint := "use one of https://keda.sh/docs/latest/scalers, or external for your own scaler"
		if near, ok := suggest.Closest(t.Type, scaler.Types()); ok {
			hint = fmt.Sprintf("did you mean %s?", near)
		}
		p.report(triggerPath(i)+".type", fmt.Sprintf("KEDA %s has no scaler %q", scaler.KEDAVersion, t.Type), hint)
	}
}
