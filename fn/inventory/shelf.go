package inventory

import "slices"

// Shelf holds objects of one sort, in the package's order, and finds them by name.
type Shelf struct {
	// Objects are all on the shelf.
	Objects []*Object
	byName  map[string][]*Object
	byLabel map[string]map[string][]*Object
	groups  *groups
}

func (s *Shelf) put(o *Object) {
	if s.byName == nil {
		s.byName, s.groups = map[string][]*Object{}, &groups{}
	}
	s.Objects = append(s.Objects, o)
	s.byName[o.Name] = append(s.byName[o.Name], o)
	// A host that changes the namespace as well notes the same name twice.
	formers := list(o.Annotations[previousNames])
	for i, former := range formers {
		if former != o.Name && !slices.Contains(formers[:i], former) {
			s.byName[former] = append(s.byName[former], o)
		}
	}
}

// Labelled are the objects that carry the label with the value.
func (s *Shelf) Labelled(label, value string) []*Object {
	if s.byLabel == nil {
		s.byLabel = map[string]map[string][]*Object{}
	}
	values, indexed := s.byLabel[label]
	if !indexed {
		values = map[string][]*Object{}
		for _, o := range s.Objects {
			values[o.Labels[label]] = append(values[o.Labels[label]], o)
		}
		s.byLabel[label] = values
	}
	return values[value]
}

// Called are the objects that have the name, or had it before a host renamed them.
func (s *Shelf) Called(name string) []*Object {
	if name == "" {
		return nil
	}
	return s.byName[name]
}

// Namesakes are the objects of one namespace that have the name, or else those that
// had it before a host renamed them: more than one where a package has copies.
func (s *Shelf) Namesakes(namespace, name string) *Copies {
	type question struct{ namespace, name string }
	return s.Once(question{namespace, name}, func() []*Object { return s.namesakes(namespace, name) })
}

// Once returns the objects that are the answer to a question, a comparable value of a
// type of its own. They are searched for the first time only.
func (s *Shelf) Once(question any, search func() []*Object) *Copies {
	if s.groups == nil {
		return &Copies{}
	}
	return s.groups.memo.of(question, search)
}

func (s *Shelf) namesakes(namespace, name string) []*Object {
	var now, former []*Object
	for _, o := range s.Called(name) {
		switch {
		case !o.in(namespace):
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

// Beside returns the object that another one refers to by a name: of those in its
// namespace that have or had the name, the one that was renamed as the other one was, or
// else the one that has the name now.
func (s *Shelf) Beside(o *Object, name string) (*Object, bool) {
	return s.BesideIn(o, o.Namespace, name)
}

// BesideIn is like Beside for an object in another namespace.
func (s *Shelf) BesideIn(o *Object, namespace, name string) (*Object, bool) {
	for _, candidate := range s.Called(name) {
		if candidate.in(namespace) && candidate.SharesHistory(o) {
			return candidate, true
		}
	}
	return s.Find(namespace, name)
}

// Find is the object of one namespace that has the name, or had it before a host
// renamed it; the present name wins.
func (s *Shelf) Find(namespace, name string) (*Object, bool) {
	var former *Object
	for _, o := range s.Called(name) {
		switch {
		case !o.in(namespace):
		case o.Name == name:
			return o, true
		case former == nil:
			former = o
		}
	}
	return former, former != nil
}
