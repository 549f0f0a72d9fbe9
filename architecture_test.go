package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const module = "modelhost.dev/scale-modelhosts"

// imports returns the packages of this module, as paths below it, and the packages of this
// module that each of them imports. The command's own package is "main".
func imports(t *testing.T) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	require.NoError(t, filepath.WalkDir(".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() {
			if file != "." && (name == "testdata" || name[0] == '.' || name[0] == '_') {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		pkg := packageName(filepath.ToSlash(filepath.Dir(file)))
		all[pkg] = append(all[pkg], []string{}...)
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if below, ok := strings.CutPrefix(imported, module); ok && !slices.Contains(all[pkg], packageName(below)) {
				all[pkg] = append(all[pkg], packageName(below))
			}
		}
		return nil
	}))
	return all
}

func packageName(dir string) string {
	name := strings.TrimPrefix(path.Clean("/"+dir), "/")
	if name == "" {
		return "main"
	}
	return name
}

// TestImportsHaveFewLevels limits the longest chain of imports: a package at level n imports
// one at level n-1 and none above.
func TestImportsHaveFewLevels(t *testing.T) {
	const most = 15
	graph := imports(t)
	levels := map[string]int{}
	var level func(pkg string) int
	level = func(pkg string) int {
		if levels[pkg] == 0 {
			highest := 0
			for _, imported := range graph[pkg] {
				highest = max(highest, level(imported))
			}
			levels[pkg] = highest + 1
		}
		return levels[pkg]
	}
	assert.LessOrEqual(t, level("main"), most, "%v", levels)
}
