package inventory

import "slices"

// Index holds the objects of one kind or of related kinds, in package order, and finds them by
// name and label.
type Index struct {
	// Objects holds all objects of the index.
	Objects []*Object
	named   map[string][]*Object
	groups  *groups
}

func (s *Index) add(o *Object) {
	if s.named == nil {
		s.named, s.groups = map[string][]*Object{}, &groups{}
	}
	s.Objects = append(s.Objects, o)
	s.named[o.Name] = append(s.named[o.Name], o)
	// An orchestrator that also changes the namespace records the same name twice.
	formers := splitList(o.Annotations[previousNames])
	for i, former := range formers {
		if former != o.Name && !slices.Contains(formers[:i], former) {
			s.named[former] = append(s.named[former], o)
		}
	}
}

// ByLabel returns the objects that have the label with the value.
func (s *Index) ByLabel(label, value string) []*Object {
	if s.groups == nil {
		return nil
	}
	s.groups.Lock()
	defer s.groups.Unlock()
	values, indexed := s.groups.labelled[label]
	if !indexed {
		values = map[string][]*Object{}
		for _, o := range s.Objects {
			values[o.Labels[label]] = append(values[o.Labels[label]], o)
		}
		if s.groups.labelled == nil {
			s.groups.labelled = map[string]map[string][]*Object{}
		}
		s.groups.labelled[label] = values
	}
	return values[value]
}

// ByName returns the objects that have the name or had it before an orchestrator renamed them.
func (s *Index) ByName(name string) []*Object {
	if name == "" {
		return nil
	}
	return s.named[name]
}

// Lookup returns the objects of a namespace that have the name, or else those that had it before
// an orchestrator renamed them. It returns several if the package has copies.
func (s *Index) Lookup(namespace, name string) *Copies {
	type question struct{ namespace, name string }
	return s.Cached(question{namespace, name}, func() []*Object { return s.lookup(namespace, name) })
}

// Cached returns the answer to a question, and calls search only for a new one. The question is a
// comparable value of a type that only its caller uses.
func (s *Index) Cached(question any, search func() []*Object) *Copies {
	if s.groups == nil {
		return &Copies{}
	}
	return s.groups.cache.get(question, search)
}

func (s *Index) lookup(namespace, name string) []*Object {
	var now, former []*Object
	for _, o := range s.ByName(name) {
		switch {
		case !o.isIn(namespace):
		case o.Name == name:
			now = append(now, o)
		default:
			former = append(former, o)
		}
	}
	if len(now) > 0 {
		return now
	}
	return former
}

// Resolve returns the object that another object refers to by name: the one with the same renames
// if there is one, or else what Find returns.
func (s *Index) Resolve(o *Object, name string) (*Object, bool) {
	return s.ResolveIn(o, o.Namespace, name)
}

// ResolveIn resolves a reference to another namespace as Resolve does.
func (s *Index) ResolveIn(o *Object, namespace, name string) (*Object, bool) {
	for _, candidate := range s.ByName(name) {
		if candidate.isIn(namespace) && candidate.SameRenames(o) {
			return candidate, true
		}
	}
	return s.Find(namespace, name)
}

// Find returns the object of a namespace that has the name, or else the first one that had it
// before an orchestrator renamed it.
func (s *Index) Find(namespace, name string) (*Object, bool) {
	var former *Object
	for _, o := range s.ByName(name) {
		switch {
		case !o.isIn(namespace):
		case o.Name == name:
			return o, true
		case former == nil:
			former = o
		}
	}
	return former, former != nil
}
