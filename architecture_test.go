package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
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

// eachSource calls do for each source file of this module that is not a test.
func eachSource(t *testing.T, mode parser.Mode, do func(file string, source *ast.File)) {
	t.Helper()
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
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, mode)
		if err == nil {
			do(filepath.ToSlash(file), parsed)
		}
		return err
	}))
}

// imports returns the packages of this module, as paths below it, and the packages of this
// module that each of them imports. The command's own package is "main".
func imports(t *testing.T) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	eachSource(t, parser.ImportsOnly, func(file string, source *ast.File) {
		pkg := packageName(path.Dir(file))
		all[pkg] = append(all[pkg], []string{}...)
		for _, spec := range source.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			require.NoError(t, err)
			if below, ok := strings.CutPrefix(imported, module); ok && !slices.Contains(all[pkg], packageName(below)) {
				all[pkg] = append(all[pkg], packageName(below))
			}
		}
	})
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

// TestRulesAreNotNamedByText tests that findings name their rules by declared values, so that a
// misspelt ID does not compile.
func TestRulesAreNotNamedByText(t *testing.T) {
	eachSource(t, parser.SkipObjectResolution, func(file string, source *ast.File) {
		ast.Inspect(source, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.KeyValueExpr:
				if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Rule" {
					assert.False(t, isLiteral(n.Value), "%s has a rule's ID in quotes; use the ID of a Rule", file)
				}
			case *ast.BinaryExpr:
				if field, ok := n.X.(*ast.SelectorExpr); ok && field.Sel.Name == "Rule" {
					assert.False(t, isLiteral(n.Y), "%s has a rule's ID in quotes; use the ID of a Rule", file)
				}
			}
			return true
		})
	})
}

func isLiteral(e ast.Expr) bool {
	literal, ok := e.(*ast.BasicLit)
	return ok && literal.Value != `""`
}

// mostLines is the number of lines that a function may have.
const mostLines = 60

func TestFunctionsAreShort(t *testing.T) {
	eachSource(t, parser.SkipObjectResolution, func(file string, source *ast.File) {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, d := range source.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && !strings.Contains(path.Base(file), "zz_generated") {
				length := bytes.Count(text[f.Pos()-1:f.End()-1], []byte("\n")) + 1
				assert.LessOrEqual(t, length, mostLines, "%s: %s", file, f.Name.Name)
			}
		}
	})
}
