package rival

import (
	"fmt"
	"maps"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/nearest"
)

// astray reports an HPA that scales nothing in the package where a host is nearly
// what it is for. What is called quite otherwise may be in the cluster.
func (s *surveyor) astray(o *inventory.Object) {
	target := inventory.TargetOf(o)
	hosts := map[string]*inventory.Object{}
	for _, w := range s.claimants {
		if w.SharesNamespace(o) {
			hosts[w.Name] = w
		}
	}
	name, near := nearest.Of(target.Name, slices.Collect(maps.Keys(hosts)))
	if !near {
		return
	}
	s.findings = append(s.findings, finding.Finding{
		Rule: RuleTargetMissing, Severity: finding.Warning, Resource: o.Resource(), File: o.File(), Field: "spec.scaleTargetRef",
		Message: fmt.Sprintf("%s %s (%s) is not in the package, so that the HPA is neither stripped nor adopted", target.Kind, target.Name, target.APIVersion),
		Hint:    fmt.Sprintf("did you mean %s %s (%s)?", hosts[name].Kind, name, hosts[name].APIVersion),
	})
}
