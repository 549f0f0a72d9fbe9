package rule

import (
	"fmt"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

var containerUnknown = &Rule{
	ID:           "container-unknown",
	Severity:     finding.Error,
	Layer:        Admission,
	Scope:        Plans,
	ReadsTrigger: []string{"metadata.containerName"},
	Summary:      "a trigger's containerName that the pod does not have",
	Consequence:  "KEDA accepts it, but the HPA gets no metrics",
	Run:          checkContainerUnknown,
}

func checkContainerUnknown(p *pass) {
	for i, t := range p.Spec.Triggers {
		container := t.Metadata["containerName"]
		if container == "" || !keda.IsResourceTrigger(t.Type) {
			continue
		}
		var names []string
		for _, c := range p.containers() {
			names = append(names, inventory.Text(inventory.Field(c, "name")))
		}
		// A Rollout may refer to its pod template in another object.
		if len(names) > 0 && !slices.ContainsFunc(names, placeholder.In) && !slices.Contains(names, container) {
			p.report(triggerPath(i), fmt.Sprintf("the pod has no container %q", container), "use "+suggest.Alternatives(names))
		}
	}
}
