// Package existing finds what else scales a model host: HPAs, and ScaledObjects of
// ours and of others. Kubernetes lets them fight; KEDA refuses some of them.
package existing

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/host"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/managed"
)

// Scalers are what the package holds for one model host.
type Scalers struct {
	// HPAs scale the host, by name.
	HPAs []*inventory.Object
	// Previous is the host's ScaledObject of an earlier run; nil where there is none.
	Previous *inventory.Object
	// Others are ScaledObjects of others for the same workload.
	Others []*inventory.Object
}

// ScaledObjectName is the name of the host's ScaledObject: that of an earlier run, which a
// host may have renamed since, or the wanted one.
func (r Scalers) ScaledObjectName(wanted string) string {
	if r.Previous != nil {
		return r.Previous.Name
	}
	return wanted
}

// TransferredHPA is the name of the HPA that the ScaledObject takes over: that of the
// first HPA here, or the one taken over in an earlier run. "" where there is none.
func (r Scalers) TransferredHPA() string {
	if len(r.HPAs) > 0 {
		return r.HPAs[0].Name
	}
	if r.Previous != nil && r.Previous.Annotations[keda.AnnotationTransferHPAOwnership] == "true" {
		// A host that has renamed the ScaledObject since would have renamed the HPA, too.
		return r.Previous.ApplyRenames(inventory.Text(r.Previous.Field("spec", "advanced", "horizontalPodAutoscalerConfig", "name")))
	}
	return ""
}

// AdoptionRecord is what an earlier run noted of the HPA that it adopted; "" where it did not.
func (r Scalers) AdoptionRecord() string {
	if r.Previous == nil {
		return ""
	}
	return r.Previous.Annotations[managed.AnnotationAdopted]
}

// Survey is the rivals of every host, by the host's place, and the ScaledObjects
// of ours that are for no host any more.
type Survey struct {
	ByHost  []Scalers
	Orphans []*inventory.Object
}

// Find finds the rivals of every enabled host.
func Find(inv *inventory.Inventory, hosts []host.Host) (Survey, finding.List) {
	s := surveyor{scalers: make([]Scalers, len(hosts)), hostIndex: map[*inventory.Object]int{}}
	for i, h := range hosts {
		if h.Annotations.Enabled {
			s.hostIndex[h.Workload] = i
		}
	}
	s.workloads = sortedByName(slices.Collect(maps.Keys(s.hostIndex)))
	for _, o := range inv.HPAs.Objects {
		if len(o.OwnerNames(keda.KindScaledObject)) > 0 {
			// KEDA made it for a ScaledObject, and deletes it with that: nobody asked for it.
			continue
		}
		if i, ok := s.hostOf(inv, o); ok {
			s.scalers[i].HPAs = append(s.scalers[i].HPAs, o)
		} else if len(inv.Targets(o)) == 0 {
			s.checkTargetExists(o)
		}
	}
	ours := s.claimPrevious(inv, hosts)
	var orphans []*inventory.Object
	for _, o := range inv.ScaledObjects.Objects {
		if managed.IsScaledObject(o) {
			if !ours[o] {
				orphans = append(orphans, o)
			}
		} else if i, ok := s.hostOf(inv, o); ok {
			s.scalers[i].Others = append(s.scalers[i].Others, o)
		}
	}
	for i := range s.scalers {
		s.scalers[i].HPAs = sortedByName(s.scalers[i].HPAs)
	}
	return Survey{ByHost: s.scalers, Orphans: orphans}, s.findings
}

type surveyor struct {
	scalers   []Scalers
	hostIndex map[*inventory.Object]int
	// workloads are the enabled hosts' workloads, in an order of their own.
	workloads []*inventory.Object
	// byNamespace are the claimants by namespace.
	byNamespace map[string]namedWorkloads
	findings    finding.List
}

// hostOf is the host that an object's scaleTargetRef means.
func (s *surveyor) hostOf(inv *inventory.Inventory, o *inventory.Object) (int, bool) {
	targets := inv.PreferredTargets(o).Objects
	for _, target := range targets {
		i, isHost := s.hostIndex[target]
		switch {
		case isHost && len(targets) == 1:
			return i, true
		case isHost:
			s.findings = append(s.findings, finding.Finding{
				Rule: RuleAmbiguous.ID, Severity: RuleAmbiguous.Severity, Resource: o.Resource(), File: o.File(),
				Field:   "spec.scaleTargetRef.name",
				Message: fmt.Sprintf("%q may mean %s or %s", inventory.TargetOf(o).Name, describe(targets[0]), describe(targets[1])),
				Hint:    "give the workloads of one package names of their own",
			})
			return 0, false
		}
	}
	return 0, false
}

// describe names an object with its file, for two of one name differ in that alone.
func describe(o *inventory.Object) string {
	if o.File() == "" {
		return o.Resource().String()
	}
	return fmt.Sprintf("%s (%s)", o.Resource(), o.File())
}

// claimPrevious gives every host its own ScaledObject of an earlier run: the one that was
// imported for it, or the one for its key that scales it under a name with something
// around the wanted one, or the one called as the host's should be, or the one that was
// until an orchestrator renamed both, or the one for the same key where an orchestrator
// left no trace of what it did. Those of the very namespace come first.
func (s *surveyor) claimPrevious(inv *inventory.Inventory, hosts []host.Host) map[*inventory.Object]bool {
	claimed := map[*inventory.Object]bool{}
	rounds := []func(h host.Host) []*inventory.Object{
		func(h host.Host) []*inventory.Object {
			return filter(inv.ScaledObjects.ByLabel(managed.Key, h.Key), func(o *inventory.Object) bool {
				return o.Annotations[managed.AnnotationImported] == "true" && slices.Contains(inv.Targets(o), h.Workload)
			})
		},
		func(h host.Host) []*inventory.Object {
			return filter(inv.ScaledObjects.ByLabel(managed.Key, h.Key), func(o *inventory.Object) bool {
				return Scales(o, h.Workload) && managed.NameContains(o, h.ScaledObject)
			})
		},
		func(h host.Host) []*inventory.Object {
			return filter(inv.ScaledObjects.ByName(h.ScaledObject), func(o *inventory.Object) bool { return o.Name == h.ScaledObject })
		},
		func(h host.Host) []*inventory.Object {
			return filter(inv.ScaledObjects.ByName(h.ScaledObject), func(o *inventory.Object) bool { return o.SameRenames(h.Workload) })
		},
		func(h host.Host) []*inventory.Object {
			return filter(inv.ScaledObjects.ByLabel(managed.Key, h.Key), func(o *inventory.Object) bool { return managed.NameContains(o, h.ScaledObject) })
		},
	}
	for _, exact := range []bool{true, false} {
		for _, candidates := range rounds {
			s.claimRound(inv, hosts, candidates, exact, claimed)
		}
	}
	return claimed
}

func (s *surveyor) claimRound(inv *inventory.Inventory, hosts []host.Host, candidates func(host.Host) []*inventory.Object, exact bool, claimed map[*inventory.Object]bool) {
	for _, w := range s.workloads {
		i := s.hostIndex[w]
		h := hosts[i]
		if s.scalers[i].Previous != nil {
			continue
		}
		for _, o := range sortedByName(candidates(h)) {
			same := o.Namespace == h.Workload.Namespace || !exact && o.SharesNamespace(h.Workload)
			// What was imported is for what it scales, whatever its name is.
			others := o.Annotations[managed.AnnotationImported] == "true" && len(inv.Targets(o)) > 0 && !slices.Contains(inv.Targets(o), h.Workload)
			if managed.IsScaledObject(o) && !claimed[o] && same && !others {
				s.scalers[i].Previous, claimed[o] = o, true
				break
			}
		}
	}
}

// Scales reports whether a ScaledObject's reference has the workload's present name.
func Scales(o, workload *inventory.Object) bool {
	ref := inventory.TargetOf(o)
	return ref.Name == workload.Name && ref.Kind == workload.Kind && o.SharesNamespace(workload)
}

// sortedByName sorts objects, so that the package's order makes no difference.
func sortedByName(objects []*inventory.Object) []*inventory.Object {
	return slices.SortedStableFunc(slices.Values(objects), func(a, b *inventory.Object) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.File(), b.File()))
	})
}

func filter(objects []*inventory.Object, fits func(*inventory.Object) bool) []*inventory.Object {
	return slices.DeleteFunc(slices.Clone(objects), func(o *inventory.Object) bool { return !fits(o) })
}
