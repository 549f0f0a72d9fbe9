package inventory

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// Grouping divides the objects of a shelf into groups. A shelf keeps the groups by their
// Grouping, so each Grouping is a package variable, and not made for each lookup.
type Grouping struct {
	// GroupName returns the name of an object's group.
	GroupName func(o *Object) string
}

// ByNamespace groups objects by the namespace that they live in.
var ByNamespace = &Grouping{(*Object).EffectiveNamespace}

// ByKind groups objects by kind and namespace, as KindOf writes both.
var ByKind = &Grouping{func(o *Object) string { return KindGroup(o.Kind, o.EffectiveNamespace()) }}

// KindGroup returns the name of a group of ByKind.
func KindGroup(kind, home string) string { return kind + " " + home }

// groups is what a shelf knows of its objects beyond names. It is made when it is first
// asked for; those who ask may do so at the same time.
type groups struct {
	sync.Mutex
	by     map[*Grouping]map[string]*group
	sorted []*Object
	// cache are answers of Once.
	cache cache
}

type group struct {
	objects []*Object
	index   *suggest.Index
}

// group returns a group, nil for one without objects. The lock is held.
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

// Group returns the objects of a group, in the package's order.
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
// similar enough to suggest it.
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

// WithPrefix returns the objects whose names begin with a text, in the package's order.
func (s *Index) WithPrefix(with string) []*Object {
	if s.groups == nil || with == "" {
		return s.Objects
	}
	s.groups.Lock()
	if s.groups.sorted == nil {
		s.groups.sorted = slices.SortedFunc(slices.Values(s.Objects), func(a, b *Object) int { return cmp.Compare(a.Name, b.Name) })
	}
	sorted := s.groups.sorted
	s.groups.Unlock()
	from, _ := slices.BinarySearchFunc(sorted, with, func(o *Object, text string) int { return cmp.Compare(o.Name, text) })
	to := from
	for to < len(sorted) && strings.HasPrefix(sorted[to].Name, with) {
		to++
	}
	return sortByPosition(slices.Clone(sorted[from:to]))
}

// sortByPosition sorts objects as the package has them.
func sortByPosition(objects []*Object) []*Object {
	slices.SortFunc(objects, func(a, b *Object) int { return cmp.Compare(a.Position, b.Position) })
	return objects
}
