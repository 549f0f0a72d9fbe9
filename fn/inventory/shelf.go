package inventory

// Shelf holds objects of one sort, in the package's order, and finds them by name.
type Shelf struct {
	Objects []*Object
	byName  map[string][]*Object
}

func (s *Shelf) put(o *Object) {
	if s.byName == nil {
		s.byName = map[string][]*Object{}
	}
	s.Objects = append(s.Objects, o)
	s.byName[o.Name] = append(s.byName[o.Name], o)
	for _, former := range list(o.Annotations[previousNames]) {
		if former != o.Name {
			s.byName[former] = append(s.byName[former], o)
		}
	}
}

// Called are the objects that have the name, or had it before a host renamed them.
func (s *Shelf) Called(name string) []*Object {
	if name == "" {
		return nil
	}
	return s.byName[name]
}

// Find is the object of one namespace that has the name, or had it before a host
// renamed it; the present name wins.
func (s *Shelf) Find(namespace, name string) (*Object, bool) {
	var former *Object
	for _, o := range s.Called(name) {
		switch {
		case !sameNamespace(o.Namespace, namespace):
		case o.Name == name:
			return o, true
		case former == nil:
			former = o
		}
	}
	return former, former != nil
}
