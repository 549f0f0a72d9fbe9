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
	Summary:      "two triggers with the same name",
	Consequence:  "KEDA's webhook rejects it",
	Run:          checkTriggerNameDuplicate,
}

func checkTriggerNameDuplicate(p *pass) {
	seen := map[string]int{}
	for i, t := range p.Spec.Triggers {
		if t.Name == "" {
			continue
		}
		if first, twice := seen[t.Name]; twice {
			p.report(triggerPath(i), fmt.Sprintf("another trigger (%[2]s) has the same name %[1]q", t.Name, p.Source(triggerPath(first))), "rename one of them")
			continue
		}
		seen[t.Name] = i
	}
}
