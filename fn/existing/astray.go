package existing

import (
	"fmt"
	"maps"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// residents are the enabled hosts' workloads of a namespace, by name.
type residents struct {
	called map[string]*inventory.Object
	names  *suggest.Index
}

// at returns the residents of a namespace.
func (s *surveyor) at(home string) residents {
	if s.residents == nil {
		s.residents = map[string]residents{}
		for _, w := range s.claimants {
			if s.residents[w.Home()].called == nil {
				s.residents[w.Home()] = residents{called: map[string]*inventory.Object{}}
			}
			s.residents[w.Home()].called[w.Name] = w
		}
	}
	r := s.residents[home]
	if r.names == nil {
		r.names = suggest.NewIndex(slices.Collect(maps.Keys(r.called)))
		s.residents[home] = r
	}
	return r
}

// astray reports an HPA that scales nothing in the package where a host is nearly
// what it is for. What is called quite otherwise may be in the cluster.
func (s *surveyor) astray(o *inventory.Object) {
	target := inventory.TargetOf(o)
	hosts := s.at(o.Home())
	name, near := hosts.names.Of(target.Name)
	if !near {
		return
	}
	s.findings = append(s.findings, finding.Finding{
		Rule: RuleTargetMissing, Severity: finding.Warning, Resource: o.Resource(), File: o.File(), Field: "spec.scaleTargetRef",
		Message: fmt.Sprintf("%s %s (%s) is not in the package, so that the HPA is neither stripped nor adopted", target.Kind, target.Name, target.APIVersion),
		Hint:    fmt.Sprintf("did you mean %s %s (%s)?", hosts.called[name].Kind, name, hosts.called[name].APIVersion),
	})
}
