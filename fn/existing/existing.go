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

// RuleAmbiguous is of an HPA or ScaledObject that may mean several hosts, and
// RuleTargetMissing of an HPA that means none, but nearly does.
const (
	RuleAmbiguous     = "target-ambiguous"
	RuleTargetMissing = "hpa-target-missing"
)

// Rivals are what the package holds for one model host.
type Rivals struct {
	// HPAs scale the host, by name.
	HPAs []*inventory.Object
	// Ours is the host's ScaledObject of an earlier run; nil where there is none.
	Ours *inventory.Object
	// Foreign are ScaledObjects of others for the same workload.
	Foreign []*inventory.Object
}

// Name is the name of the host's ScaledObject: that of an earlier run, which a
// host may have renamed since, or the wanted one.
func (r Rivals) Name(wanted string) string {
	if r.Ours != nil {
		return r.Ours.Name
	}
	return wanted
}

// TakenOver is the name of the HPA that the ScaledObject takes over: that of the
// first HPA here, or the one taken over in an earlier run. "" where there is none.
func (r Rivals) TakenOver() string {
	if len(r.HPAs) > 0 {
		return r.HPAs[0].Name
	}
	if r.Ours != nil && r.Ours.Annotations[keda.AnnotationTransferHPAOwnership] == "true" {
		// A host that has renamed the ScaledObject since would have renamed the HPA, too.
		return r.Ours.Renamed(inventory.Text(r.Ours.Field("spec", "advanced", "horizontalPodAutoscalerConfig", "name")))
	}
	return ""
}

// Record is what an earlier run noted of the HPA that it adopted; "" where it did not.
func (r Rivals) Record() string {
	if r.Ours == nil {
		return ""
	}
	return r.Ours.Annotations[managed.Adopted]
}

// Survey is the rivals of every host, by the host's place, and the ScaledObjects
// of ours that are for no host any more.
type Survey struct {
	Of      []Rivals
	Orphans []*inventory.Object
}

// Find finds the rivals of every enabled host.
func Find(inv *inventory.Inventory, hosts []host.Host) (Survey, finding.List) {
	s := surveyor{of: make([]Rivals, len(hosts)), place: map[*inventory.Object]int{}}
	for i, h := range hosts {
		if h.Intent.Enabled {
			s.place[h.Workload] = i
		}
	}
	s.claimants = inOrder(slices.Collect(maps.Keys(s.place)))
	for _, o := range inv.HPAs.Objects {
		if len(o.Owners(keda.KindScaledObject)) > 0 {
			// KEDA made it for a ScaledObject, and deletes it with that: nobody asked for it.
			continue
		}
		if i, ok := s.scales(inv, o); ok {
			s.of[i].HPAs = append(s.of[i].HPAs, o)
		} else if len(inv.Targets(o)) == 0 {
			s.astray(o)
		}
	}
	ours := s.claim(inv, hosts)
	var orphans []*inventory.Object
	for _, o := range inv.ScaledObjects.Objects {
		if managed.ScaledObject(o) {
			if !ours[o] {
				orphans = append(orphans, o)
			}
		} else if i, ok := s.scales(inv, o); ok {
			s.of[i].Foreign = append(s.of[i].Foreign, o)
		}
	}
	for i := range s.of {
		s.of[i].HPAs = inOrder(s.of[i].HPAs)
	}
	return Survey{Of: s.of, Orphans: orphans}, s.findings
}

type surveyor struct {
	of    []Rivals
	place map[*inventory.Object]int
	// claimants are the enabled hosts' workloads, in an order of their own.
	claimants []*inventory.Object
	// residents are the claimants by namespace.
	residents map[string]residents
	findings  finding.List
}

// scales is the host that an object's scaleTargetRef means.
func (s *surveyor) scales(inv *inventory.Inventory, o *inventory.Object) (int, bool) {
	targets := inv.Meant(o).Objects
	for _, target := range targets {
		i, isHost := s.place[target]
		switch {
		case isHost && len(targets) == 1:
			return i, true
		case isHost:
			s.findings = append(s.findings, finding.Finding{
				Rule: RuleAmbiguous, Severity: finding.Error, Resource: o.Resource(), File: o.File(),
				Field:   "spec.scaleTargetRef.name",
				Message: fmt.Sprintf("%q may mean %s or %s", inventory.TargetOf(o).Name, inWords(targets[0]), inWords(targets[1])),
				Hint:    "give the workloads of one package names of their own",
			})
			return 0, false
		}
	}
	return 0, false
}

// inWords names an object with its file, for two of one name differ in that alone.
func inWords(o *inventory.Object) string {
	if o.File() == "" {
		return o.Resource().String()
	}
	return fmt.Sprintf("%s (%s)", o.Resource(), o.File())
}

// claim gives every host its own ScaledObject of an earlier run: the one that was
// imported for it, or the one for its key that scales it under a name with something
// around the wanted one, or the one called as the host's should be, or the one that was
// until an orchestrator renamed both, or the one for the same key where an orchestrator
// left no trace of what it did. Those of the very namespace come first.
func (s *surveyor) claim(inv *inventory.Inventory, hosts []host.Host) map[*inventory.Object]bool {
	claimed := map[*inventory.Object]bool{}
	rounds := []func(h host.Host) []*inventory.Object{
		func(h host.Host) []*inventory.Object {
			return only(inv.ScaledObjects.Labelled(managed.Key, h.Key), func(o *inventory.Object) bool {
				return o.Annotations[managed.Imported] == "true" && slices.Contains(inv.Targets(o), h.Workload)
			})
		},
		func(h host.Host) []*inventory.Object {
			return only(inv.ScaledObjects.Labelled(managed.Key, h.Key), func(o *inventory.Object) bool {
				return Scales(o, h.Workload) && managed.Renamed(o, h.ScaledObject)
			})
		},
		func(h host.Host) []*inventory.Object {
			return only(inv.ScaledObjects.Called(h.ScaledObject), func(o *inventory.Object) bool { return o.Name == h.ScaledObject })
		},
		func(h host.Host) []*inventory.Object {
			return only(inv.ScaledObjects.Called(h.ScaledObject), func(o *inventory.Object) bool { return o.SharesHistory(h.Workload) })
		},
		func(h host.Host) []*inventory.Object {
			return only(inv.ScaledObjects.Labelled(managed.Key, h.Key), func(o *inventory.Object) bool { return managed.Renamed(o, h.ScaledObject) })
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
	for _, w := range s.claimants {
		i := s.place[w]
		h := hosts[i]
		if s.of[i].Ours != nil {
			continue
		}
		for _, o := range inOrder(candidates(h)) {
			same := o.Namespace == h.Workload.Namespace || !exact && o.SharesNamespace(h.Workload)
			// What was imported is for what it scales, whatever its name is.
			others := o.Annotations[managed.Imported] == "true" && len(inv.Targets(o)) > 0 && !slices.Contains(inv.Targets(o), h.Workload)
			if managed.ScaledObject(o) && !claimed[o] && same && !others {
				s.of[i].Ours, claimed[o] = o, true
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

// inOrder sorts objects, so that the package's order makes no difference.
func inOrder(objects []*inventory.Object) []*inventory.Object {
	return slices.SortedStableFunc(slices.Values(objects), func(a, b *inventory.Object) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.File(), b.File()))
	})
}

func only(objects []*inventory.Object, fits func(*inventory.Object) bool) []*inventory.Object {
	return slices.DeleteFunc(slices.Clone(objects), func(o *inventory.Object) bool { return !fits(o) })
}
