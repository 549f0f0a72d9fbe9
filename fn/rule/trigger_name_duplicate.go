package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

var triggerNameDuplicate = &Rule{
	ID:           "trigger-name-duplicate",
	Severity:     finding.Error,
	Layer:        Admission,
	Scope:        Plans,
	ReadsTrigger: []string{"name"},
	Summary:      "two triggers with one name",
	Consequence:  "KEDA's webhook rejects them",
	Run:          checkTriggerNameDuplicate,
}

func checkTriggerNameDuplicate(p *pass) {
	seen := map[string]int{}
	for i, t := range p.Spec.Triggers {
		if t.Name == "" {
			continue
		}
		if first, twice := seen[t.Name]; twice {
			p.report(triggerPath(i), fmt.Sprintf("the name %q is also that of another trigger (%s)", t.Name, p.Source(triggerPath(first))), "give one of them another name")
			continue
		}
		seen[t.Name] = i
	}
}
