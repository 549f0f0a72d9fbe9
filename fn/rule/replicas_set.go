package rule

import (
	"fmt"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
)

var ReplicasSet = &Rule{
	ID:            "replicas-set",
	Severity:      finding.Warning,
	Layer:         Scaling,
	Scope:         ScaledObjects,
	ComparesPlans: true,
	Summary:       "spec.replicas set in a workload that a ScaledObject scales",
	Consequence:   "each apply resets the replica count, which stops and starts pods needlessly",
	Run:           checkReplicasSet,
}

// checkReplicasSet covers hand-written ScaledObjects. A model host's replicas-policy decides
// whether its count is removed.
func checkReplicasSet(p *pass) {
	if p.Workload == nil {
		return
	}
	if n := p.Workload.Field("spec", "replicas"); n != nil {
		p.reportOn(p.Workload, "spec.replicas", ResetMessage(n), "remove it")
	}
}

// ResetMessage returns the message for a replica count that each apply resets.
func ResetMessage(count *yaml.Node) string {
	return fmt.Sprintf("each apply resets the replica count to %s, overriding KEDA", inventory.Text(count))
}
