package inventory

import "slices"

// Index holds objects of one sort, in the package's order, and finds them by name.
type Index struct {
	// Objects are all on the shelf.
	Objects  []*Object
	named    map[string][]*Object
	labelled map[string]map[string][]*Object
	groups   *groups
}

func (s *Index) add(o *Object) {
	if s.named == nil {
		s.named, s.groups = map[string][]*Object{}, &groups{}
	}
	s.Objects = append(s.Objects, o)
	s.named[o.Name] = append(s.named[o.Name], o)
	// A host that changes the namespace as well notes the same name twice.
	formers := splitList(o.Annotations[previousNames])
	for i, former := range formers {
		if former != o.Name && !slices.Contains(formers[:i], former) {
			s.named[former] = append(s.named[former], o)
		}
	}
}

// ByLabel are the objects that carry the label with the value.
func (s *Index) ByLabel(label, value string) []*Object {
	if s.labelled == nil {
		s.labelled = map[string]map[string][]*Object{}
	}
	values, indexed := s.labelled[label]
	if !indexed {
		values = map[string][]*Object{}
		for _, o := range s.Objects {
			values[o.Labels[label]] = append(values[o.Labels[label]], o)
		}
		s.labelled[label] = values
	}
	return values[value]
}

// ByName are the objects that have the name, or had it before a host renamed them.
func (s *Index) ByName(name string) []*Object {
	if name == "" {
		return nil
	}
	return s.named[name]
}

// Lookup are the objects of one namespace that have the name, or else those that
// had it before a host renamed them: more than one where a package has copies.
func (s *Index) Lookup(namespace, name string) *Copies {
	type question struct{ namespace, name string }
	return s.Cached(question{namespace, name}, func() []*Object { return s.lookup(namespace, name) })
}

// Cached returns the objects that are the answer to a question, a comparable value of a
// type of its own. They are searched for the first time only.
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

// Resolve returns the object that another one refers to by a name: of those in its
// namespace that have or had the name, the one that was renamed as the other one was, or
// else the one that has the name now.
func (s *Index) Resolve(o *Object, name string) (*Object, bool) {
	return s.ResolveIn(o, o.Namespace, name)
}

// ResolveIn is like Beside for an object in another namespace.
func (s *Index) ResolveIn(o *Object, namespace, name string) (*Object, bool) {
	for _, candidate := range s.ByName(name) {
		if candidate.isIn(namespace) && candidate.SameRenames(o) {
			return candidate, true
		}
	}
	return s.Find(namespace, name)
}

// Find is the object of one namespace that has the name, or had it before a host
// renamed it; the present name wins.
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
