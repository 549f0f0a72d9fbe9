package inventory

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// Grouping divides the objects of an index into groups. An index caches the groups by the address
// of their Grouping, so a Grouping must be a package variable.
type Grouping struct {
	// GroupName returns the name of an object's group.
	GroupName func(o *Object) string
}

// ByNamespace groups objects by their effective namespace.
var ByNamespace = &Grouping{(*Object).EffectiveNamespace}

// ByKind groups objects by kind and namespace. KindGroup returns the group's name.
var ByKind = &Grouping{func(o *Object) string { return KindGroup(o.Kind, o.EffectiveNamespace()) }}

// KindGroup returns the name of a group of ByKind.
func KindGroup(kind, namespace string) string { return kind + " " + namespace }

// groups holds what an index computes on first use. It is safe for concurrent use.
type groups struct {
	sync.Mutex
	by       map[*Grouping]map[string]*group
	labelled map[string]map[string][]*Object
	sorted   []*Object
	// cache holds the answers of Cached.
	cache cache
}

type group struct {
	objects []*Object
	index   *suggest.Index
}

// group returns a group, or nil if it has no objects. The caller holds the lock.
func (s *Index) group(by *Grouping, name string) *group {
	known, ok := s.groups.by[by]
	if !ok {
		known = map[string]*group{}
		for _, o := range s.Objects {
			at := by.GroupName(o)
			if known[at] == nil {
				known[at] = &group{}
			}
			known[at].objects = append(known[at].objects, o)
		}
		if s.groups.by == nil {
			s.groups.by = map[*Grouping]map[string]*group{}
		}
		s.groups.by[by] = known
	}
	return known[name]
}

// Group returns the objects of a group, in package order.
func (s *Index) Group(by *Grouping, name string) []*Object {
	if s.groups == nil {
		return nil
	}
	s.groups.Lock()
	defer s.groups.Unlock()
	if g := s.group(by, name); g != nil {
		return g.objects
	}
	return nil
}

// ClosestName returns the name in a group that is most similar to a word, and whether it is
// similar enough to suggest.
func (s *Index) ClosestName(by *Grouping, name, word string) (string, bool) {
	if s.groups == nil {
		return "", false
	}
	s.groups.Lock()
	defer s.groups.Unlock()
	g := s.group(by, name)
	if g == nil {
		return "", false
	}
	if g.index == nil {
		names := make([]string, len(g.objects))
		for i, o := range g.objects {
			names[i] = o.Name
		}
		g.index = suggest.NewIndex(names)
	}
	return g.index.Closest(word)
}

// WithPrefix returns the objects whose names begin with a prefix, in package order.
func (s *Index) WithPrefix(prefix string) []*Object {
	if s.groups == nil || prefix == "" {
		return s.Objects
	}
	s.groups.Lock()
	if s.groups.sorted == nil {
		s.groups.sorted = slices.SortedFunc(slices.Values(s.Objects), func(a, b *Object) int { return cmp.Compare(a.Name, b.Name) })
	}
	sorted := s.groups.sorted
	s.groups.Unlock()
	from, _ := slices.BinarySearchFunc(sorted, prefix, func(o *Object, text string) int { return cmp.Compare(o.Name, text) })
	to := from
	for to < len(sorted) && strings.HasPrefix(sorted[to].Name, prefix) {
		to++
	}
	return sortByPosition(slices.Clone(sorted[from:to]))
}

// sortByPosition sorts objects in package order.
func sortByPosition(objects []*Object) []*Object {
	slices.SortFunc(objects, func(a, b *Object) int { return cmp.Compare(a.Position, b.Position) })
	return objects
}

// TrueFirst compares two booleans. It orders true before false.
func TrueFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}
