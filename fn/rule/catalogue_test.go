package rule

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const mostWords = 12

var kebabCase = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)+$`)

func TestRulesAreValid(t *testing.T) {
	ids := map[string]bool{}
	for _, r := range Catalogue() {
		t.Run(r.ID, func(t *testing.T) {
			assert.Regexp(t, kebabCase, r.ID)
			assert.False(t, ids[r.ID], "two rules have this ID")
			ids[r.ID] = true
			assert.NotNil(t, r.Run)
			assert.NotZero(t, r.Scope)
			assert.NotEmpty(t, r.Severity)
			assert.Contains(t, []Layer{Annotations, Admission, Scaling}, r.Layer)
			assert.LessOrEqual(t, len(strings.Fields(r.Summary)), mostWords, r.Summary)
			for _, text := range []string{r.Summary, r.Consequence} {
				assert.NotEmpty(t, text)
				assert.False(t, strings.HasSuffix(text, "."), text)
			}
			if r.Layer == Annotations {
				assert.Equal(t, Hosts, r.Scope, "only the plans for model hosts have annotations")
			}
		})
	}
}

// Each layer has a section in the reference.
func TestRulesAreInTheOrderOfTheirLayers(t *testing.T) {
	order := []Layer{Annotations, Admission, Scaling}
	assert.True(t, slices.IsSortedFunc(Catalogue(), func(a, b *Rule) int {
		return slices.Index(order, a.Layer) - slices.Index(order, b.Layer)
	}))
}

// The file and the variable of a rule are named after its ID.
func TestRulesAreInFilesNamedByTheirIDs(t *testing.T) {
	files := map[string]bool{}
	for _, r := range Catalogue() {
		file := strings.ReplaceAll(r.ID, "-", "_") + ".go"
		files[file] = true
		if names := declaredRules(t, file); assert.Len(t, names, 1, "%s declares one rule", file) {
			assert.True(t, strings.EqualFold(names[0], strings.ReplaceAll(r.ID, "-", "")), "%s: %s is not %s", file, names[0], r.ID)
		}
	}
	all, err := filepath.Glob("*.go")
	require.NoError(t, err)
	for _, file := range all {
		if !files[file] && !strings.HasSuffix(file, "_test.go") {
			assert.Empty(t, declaredRules(t, file), "%s declares a rule that catalogue.go does not list", file)
		}
	}
}

// declaredRules returns the variables of a file that hold rules.
func declaredRules(t *testing.T, file string) []string {
	source, err := os.ReadFile(file)
	require.NoError(t, err)
	parsed, err := parser.ParseFile(token.NewFileSet(), file, source, parser.SkipObjectResolution)
	require.NoError(t, err)
	var names []string
	ast.Inspect(parsed, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if ok && len(spec.Values) == 1 && isRule(spec.Values[0]) {
			names = append(names, spec.Names[0].Name)
		}
		return true
	})
	return names
}

// isRule reports whether an expression has the form &Rule{…}.
func isRule(e ast.Expr) bool {
	address, ok := e.(*ast.UnaryExpr)
	if !ok {
		return false
	}
	literal, ok := address.X.(*ast.CompositeLit)
	if !ok {
		return false
	}
	name, ok := literal.Type.(*ast.Ident)
	return ok && name.Name == "Rule"
}

// Kinds in LooksUp and fields in ReadsTrigger and ReadsSpec must be spelled as in an object.
func TestDependenciesArePaths(t *testing.T) {
	path := regexp.MustCompile(`^(spec|metadata)\.[A-Za-z.]+(\[[a-z./-]+\])?$`)
	for _, r := range Catalogue() {
		for _, field := range r.ReadsSpec {
			assert.Regexp(t, path, field, r.ID)
		}
		for _, kind := range r.LooksUp {
			assert.Regexp(t, `^[A-Z][A-Za-z]+$`, kind, r.ID)
		}
	}
}
