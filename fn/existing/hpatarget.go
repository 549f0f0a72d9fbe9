package existing

import (
	"fmt"
	"maps"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// namedWorkloads holds the workloads of enabled model hosts in a namespace by name.
type namedWorkloads struct {
	byName map[string]*inventory.Object
	names  *suggest.Index
}

// workloadsIn returns the workloads of a namespace.
func (s *surveyor) workloadsIn(home string) namedWorkloads {
	if s.byNamespace == nil {
		s.byNamespace = map[string]namedWorkloads{}
		for _, w := range s.workloads {
			if s.byNamespace[w.EffectiveNamespace()].byName == nil {
				s.byNamespace[w.EffectiveNamespace()] = namedWorkloads{byName: map[string]*inventory.Object{}}
			}
			s.byNamespace[w.EffectiveNamespace()].byName[w.Name] = w
		}
	}
	r := s.byNamespace[home]
	if r.names == nil {
		r.names = suggest.NewIndex(slices.Collect(maps.Keys(r.byName)))
		s.byNamespace[home] = r
	}
	return r
}

// checkTargetExists reports an HPA whose target is not in the package but resembles a model host.
// Any other target may be in the cluster.
func (s *surveyor) checkTargetExists(o *inventory.Object) {
	target := inventory.TargetOf(o)
	hosts := s.workloadsIn(o.EffectiveNamespace())
	name, near := hosts.names.Closest(target.Name)
	if !near {
		return
	}
	s.findings = append(s.findings, finding.Finding{
		Rule: RuleTargetMissing.ID, Severity: RuleTargetMissing.Severity, Resource: o.Resource(), File: o.File(), Field: "spec.scaleTargetRef",
		Message: fmt.Sprintf("target %s %s (%s) is not in the package; this HPA is left unchanged", target.Kind, target.Name, target.APIVersion),
		Hint:    fmt.Sprintf("did you mean %s %s (%s)?", hosts.byName[name].Kind, name, hosts.byName[name].APIVersion),
	})
}
