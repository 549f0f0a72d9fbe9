package hosts

import (
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// tree maps the slash-separated paths of a folder's files to their content.
type tree map[string]string

// readTree reads a folder; a single file becomes a tree with one file.
func readTree(dir string) (tree, error) {
	files := tree{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		files[filepath.ToSlash(name)] = string(text)
		return err
	})
	return files, err
}

// write writes the files into a folder.
func (files tree) write(dir string) error {
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// diff returns the differences to another tree, file by file, or "".
func (files tree) diff(other tree) string {
	names := map[string]bool{}
	for _, t := range []tree{files, other} {
		for name := range t {
			names[name] = true
		}
	}
	sorted := make([]string, 0, len(names))
	for name := range names {
		sorted = append(sorted, name)
	}
	sort.Strings(sorted)
	var all strings.Builder
	for _, name := range sorted {
		if _, ok := files[name]; !ok {
			all.WriteString("only in the second: " + name + "\n")
		}
		if _, ok := other[name]; !ok {
			all.WriteString("only in the first: " + name + "\n")
		}
		all.Write(diff.Diff("first/"+name, []byte(files[name]), "second/"+name, []byte(other[name])))
	}
	return all.String()
}

// where returns the files for which keep returns true.
func (files tree) where(keep func(name, text string) bool) tree {
	kept := tree{}
	for name, text := range files {
		if keep(name, text) {
			kept[name] = text
		}
	}
	return kept
}

// copyOf copies a folder to a temporary one with the same base name, which kpt prints.
func copyOf(t testing.TB, dir string) string {
	t.Helper()
	abs, err := filepath.Abs(dir)
	require.NoError(t, err)
	to := filepath.Join(t.TempDir(), filepath.Base(abs))
	require.NoError(t, treeOf(t, dir).write(to))
	return to
}

func treeOf(t testing.TB, dir string) tree {
	t.Helper()
	files, err := readTree(dir)
	require.NoError(t, err)
	return files
}

// requireSame fails with a unified diff, which is easier to read than testify's message with
// two quoted texts.
func requireSame(t testing.TB, what, want, got string) {
	t.Helper()
	if !assertSame(t, what, want, got) {
		t.FailNow()
	}
}

func assertSame(t testing.TB, what, want, got string) bool {
	t.Helper()
	if want == got {
		return true
	}
	return assert.Fail(t, what+"\n"+string(diff.Diff("want", []byte(want), "got", []byte(got))))
}
