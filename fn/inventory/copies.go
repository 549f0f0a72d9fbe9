package inventory

import (
	"strings"
	"sync"
)

// Copies are the objects that a reference may mean. A package may hold copies of one,
// such as a folder for each environment, and those of one folder belong together.
type Copies struct {
	// Objects are all of them. Those who have Copies share them, and change nothing.
	Objects []*Object

	once sync.Once
	// files, folders and below list the objects by file, by folder, and by each of the
	// folders above them.
	files, folders, below map[string][]*Object
}

// ClosestByPath returns those that are meant beside an object: those of the same file, or of the
// same folder, or of the most folders in common; or all, where no file tells.
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

// folder is what is in front of a path's last element, "" for the topmost.
func folder(path string) string { return path[:strings.LastIndex(path, "/")+1] }

// cache keeps what a question was answered with: copies ask it in the same words, and
// each would search all others.
type cache struct {
	sync.Mutex
	known map[any]*Copies
}

// get returns the answer to a question, which find gives the first time.
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
