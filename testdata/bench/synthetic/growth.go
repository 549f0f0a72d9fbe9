package synthetic

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// Growing is a kind of package, of any size, that tests how the cost grows with the size.
type Growing struct {
	// Name describes the smaller package, with its number of objects.
	Name string
	N    int
	// Config is the functionConfig's spec; "" for a package without one.
	Config string
	// First returns what the package of size n contains once, and Each what it contains for
	// each number below n. Either may be nil.
	First func(n int) string
	Each  func(i int) string
	// Apart puts the result of Each into a separate folder for each number.
	Apart bool
}

// Write writes the package of size n to a folder, in one file unless Apart is set, and returns
// the arguments to check it with.
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
			if g.Apart {
				if err := alone(filepath.Join(dir, fmt.Sprintf("copy-%04d", i)), g.Each(i)); err != nil {
					return err
				}
				continue
			}
			if _, err := io.WriteString(w, g.Each(i)); err != nil {
				return err
			}
		}
		return nil
	})
}

// alone writes a text to the only file of a new folder.
func alone(dir, text string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "objects.yaml"), []byte(text), 0o644)
}

func indented(by, text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(by + line)
	}
	return b.String()
}
