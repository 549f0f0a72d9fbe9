package inventory

import (
	"strings"
	"sync"
)

// Copies holds the objects that a reference may mean. A package may hold several copies of an
// object, such as one in each environment's folder. Copies in the same folder belong together.
type Copies struct {
	// Objects holds all candidates. Callers share it and must not modify it.
	Objects []*Object

	once sync.Once
	// files, folders and below hold the objects by file, by folder and by each parent folder.
	files, folders, below map[string][]*Object
}

// ClosestByPath returns the candidates that are closest to an object: those in the same file, or
// in the same folder, or in the folder with the longest common path. It returns all candidates if
// the files are unknown.
func (c *Copies) ClosestByPath(o *Object) []*Object {
	if len(c.Objects) < 2 || o.File() == "" {
		return c.Objects
	}
	c.once.Do(c.index)
	if found := c.files[o.File()]; len(found) > 0 {
		return found
	}
	at := folder(o.File())
	if found := c.folders[at]; len(found) > 0 {
		return found
	}
	for ; at != ""; at = folder(strings.TrimSuffix(at, "/")) {
		if found := c.below[at]; len(found) > 0 {
			return found
		}
	}
	return c.Objects
}

func (c *Copies) index() {
	c.files, c.folders, c.below = map[string][]*Object{}, map[string][]*Object{}, map[string][]*Object{}
	for _, o := range c.Objects {
		file := o.File()
		if file == "" {
			continue
		}
		at := folder(file)
		c.files[file] = append(c.files[file], o)
		c.folders[at] = append(c.folders[at], o)
		for ; at != ""; at = folder(strings.TrimSuffix(at, "/")) {
			c.below[at] = append(c.below[at], o)
		}
	}
}

// folder returns the path without its last element, "" for the root.
func folder(path string) string { return path[:strings.LastIndex(path, "/")+1] }

// cache holds answers by question: copies of an object ask the same question, and each answer is
// a search through all other objects.
type cache struct {
	sync.Mutex
	known map[any]*Copies
}

// get returns the answer to a question. It calls find only for a new question.
func (m *cache) get(question any, find func() []*Object) *Copies {
	m.Lock()
	defer m.Unlock()
	if c, known := m.known[question]; known {
		return c
	}
	if m.known == nil {
		m.known = map[any]*Copies{}
	}
	c := &Copies{Objects: find()}
	m.known[question] = c
	return c
}
