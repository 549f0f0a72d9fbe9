package synthetic

import (
	"io"
	"path/filepath"
	"strings"
)

// Growing is a kind of package, of any size, whose cost is to grow with its size.
type Growing struct {
	// Name says what there are N of at the smaller size.
	Name string
	N    int
	// Config is the functionConfig's spec; "" for a package without one.
	Config string
	// First gives what the package of size n has once, and Each what it has for each
	// number below n. Either may be nil.
	First func(n int) string
	Each  func(i int) string
}

// Write writes the package of size n to one file of a folder, and returns the arguments
// with which it is checked.
func (g Growing) Write(dir string, n int) (args []string, err error) {
	args = []string{"check", dir}
	file := filepath.Join(dir, "objects.yaml")
	return args, create(file, func(w io.Writer) error {
		if g.Config != "" {
			text := functionConfig + "spec:\n" + indented("  ", g.Config) + "---\n"
			if _, err := io.WriteString(w, text); err != nil {
				return err
			}
		}
		if g.First != nil {
			if _, err := io.WriteString(w, g.First(n)); err != nil {
				return err
			}
		}
		if g.Each == nil {
			return nil
		}
		for i := range n {
			if _, err := io.WriteString(w, g.Each(i)); err != nil {
				return err
			}
		}
		return nil
	})
}

func indented(by, text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(by + line)
	}
	return b.String()
}
