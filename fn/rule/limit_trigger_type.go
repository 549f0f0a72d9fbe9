package rule

import (
	"fmt"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

var limitTriggerType = &Rule{
	ID:           "limit-trigger-type",
	Severity:     finding.Error,
	Layer:        Annotations,
	Scope:        Hosts,
	ReadsTrigger: []string{"type"},
	Summary:      "a trigger type that the functionConfig does not allow",
	Consequence:  "the platform team limits what a model host may query",
	Run:          onHosts(checkLimitTriggerType),
}

func checkLimitTriggerType(p *hostPass) {
	allowed := p.cfg.Limits.TriggerTypes
	for i, t := range p.Spec.Triggers {
		if len(allowed) > 0 && !slices.Contains(allowed, t.Type) {
			p.report(triggerPath(i), fmt.Sprintf("spec.limits.triggerTypes does not allow trigger type %q", t.Type), "use "+suggest.Alternatives(allowed))
		}
	}
}
