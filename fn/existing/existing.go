// Package existing finds what already scales a model host: HPAs, and generated and hand-written
// ScaledObjects. Several of them would compete for the same workload, and KEDA rejects some
// combinations.
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

// Scalers holds what scales one model host in the package.
type Scalers struct {
	// HPAs target the model host. They are sorted by name.
	HPAs []*inventory.Object
	// Previous is the ScaledObject that was generated for the model host earlier, or nil.
	Previous *inventory.Object
	// Others are hand-written ScaledObjects for the same workload.
	Others []*inventory.Object
}

// ScaledObjectName returns the name of the model host's ScaledObject: the present name of the
// previous one, which an orchestrator may have renamed, or else the wanted name.
func (r Scalers) ScaledObjectName(wanted string) string {
	if r.Previous != nil {
		return r.Previous.Name
	}
	return wanted
}

// TransferredHPA returns the name of the HPA that the ScaledObject takes over: the first HPA in
// the package, or else the one taken over earlier. It returns "" if there is none.
func (r Scalers) TransferredHPA() string {
	if len(r.HPAs) > 0 {
		return r.HPAs[0].Name
	}
	if r.Previous != nil && r.Previous.Annotations[keda.AnnotationTransferHPAOwnership] == "true" {
		// An orchestrator that renamed the ScaledObject would have renamed the HPA too.
		return r.Previous.ApplyRenames(inventory.Text(r.Previous.Field("spec", "advanced", "horizontalPodAutoscalerConfig", "name")))
	}
	return ""
}

// AdoptionRecord returns what was recorded of the adopted HPA, or "".
func (r Scalers) AdoptionRecord() string {
	if r.Previous == nil {
		return ""
	}
	return r.Previous.Annotations[managed.AnnotationAdopted]
}

// Survey holds the scalers of each model host, by the host's index, and the generated
// ScaledObjects that no longer have a model host.
type Survey struct {
	ByHost  []Scalers
	Orphans []*inventory.Object
}

// Find finds the scalers of every enabled model host.
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
			// KEDA created it for a ScaledObject, and deletes it together with the ScaledObject.
			continue
		}
		if i, ok := s.hostOf(inv, o); ok {
			s.scalers[i].HPAs = append(s.scalers[i].HPAs, o)
		} else if len(inv.Targets(o)) == 0 {
			s.checkTargetExists(o)
		}
	}
	claimed := s.claimPrevious(inv, hosts)
	var orphans []*inventory.Object
	for _, o := range inv.ScaledObjects.Objects {
		if managed.IsScaledObject(o) {
			if !claimed[o] {
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
	// workloads are those of the enabled model hosts, sorted by name.
	workloads []*inventory.Object
	// byNamespace holds the same workloads by namespace.
	byNamespace map[string]namedWorkloads
	findings    finding.List
}

// hostOf returns the index of the model host that an object's scaleTargetRef means.
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
				Message: fmt.Sprintf("target %q is ambiguous: %s", inventory.TargetOf(o).Name, describe(targets[0], targets[1])),
				Hint:    "give each workload in the package a unique name",
			})
			return 0, false
		}
	}
	return 0, false
}

// describe names two objects by what tells them apart: of copies, the files.
func describe(a, b *inventory.Object) string {
	one, other := a.Resource().String(), b.Resource().String()
	switch {
	case one != other:
		return one + " or " + other
	case a.File() == "" && b.File() == "":
		return one + " is in the package twice"
	case a.File() == "" || b.File() == "":
		return one + " is also in " + cmp.Or(a.File(), b.File())
	case a.File() == b.File():
		return one + " is twice in " + a.File()
	}
	return fmt.Sprintf("%s is in %s and in %s", one, a.File(), b.File())
}

// claimPrevious assigns to each model host the ScaledObject that was generated for it earlier.
// Each round looks at weaker evidence than the one before. ScaledObjects in exactly the same
// namespace take precedence over all others.
func (s *surveyor) claimPrevious(inv *inventory.Inventory, hosts []host.Host) map[*inventory.Object]bool {
	claimed := map[*inventory.Object]bool{}
	rounds := []func(h host.Host) []*inventory.Object{
		// 1. It was imported for the workload.
		func(h host.Host) []*inventory.Object {
			return filter(inv.ScaledObjects.ByLabel(managed.Key, h.Key), func(o *inventory.Object) bool {
				return o.Annotations[managed.AnnotationImported] == "true" && slices.Contains(inv.Targets(o), h.Workload)
			})
		},
		// 2. It has the key, targets the workload, and its name contains the wanted one.
		func(h host.Host) []*inventory.Object {
			return filter(inv.ScaledObjects.ByLabel(managed.Key, h.Key), func(o *inventory.Object) bool {
				return Scales(o, h.Workload) && managed.NameContains(o, h.ScaledObject)
			})
		},
		// 3. It has the wanted name.
		func(h host.Host) []*inventory.Object {
			return filter(inv.ScaledObjects.ByName(h.ScaledObject), func(o *inventory.Object) bool { return o.Name == h.ScaledObject })
		},
		// 4. It had the wanted name before an orchestrator renamed it and the workload alike.
		func(h host.Host) []*inventory.Object {
			return filter(inv.ScaledObjects.ByName(h.ScaledObject), func(o *inventory.Object) bool { return o.SameRenames(h.Workload) })
		},
		// 5. It has the key and its name contains the wanted one: not every orchestrator
		// records what it renamed, or updates the target.
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
			sameNamespace := o.Namespace == h.Workload.Namespace || !exact && o.SharesNamespace(h.Workload)
			// An imported ScaledObject belongs to its target, whatever its name.
			forAnother := o.Annotations[managed.AnnotationImported] == "true" && len(inv.Targets(o)) > 0 && !slices.Contains(inv.Targets(o), h.Workload)
			if managed.IsScaledObject(o) && !claimed[o] && sameNamespace && !forAnother {
				s.scalers[i].Previous, claimed[o] = o, true
				break
			}
		}
	}
}

// Scales reports whether a ScaledObject targets the workload by its present name.
func Scales(o, workload *inventory.Object) bool {
	ref := inventory.TargetOf(o)
	return ref.Name == workload.Name && ref.Kind == workload.Kind && o.SharesNamespace(workload)
}

// sortedByName returns the objects in an order that does not depend on the package's.
func sortedByName(objects []*inventory.Object) []*inventory.Object {
	return slices.SortedStableFunc(slices.Values(objects), inventory.CompareNames)
}

func filter(objects []*inventory.Object, fits func(*inventory.Object) bool) []*inventory.Object {
	return slices.DeleteFunc(slices.Clone(objects), func(o *inventory.Object) bool { return !fits(o) })
}
