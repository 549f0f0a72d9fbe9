package keda

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structural "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/listtype"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apimachinery/pkg/runtime"
	utiljson "k8s.io/apimachinery/pkg/util/json"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	kyaml "sigs.k8s.io/kustomize/kyaml/yaml"
	"sigs.k8s.io/yaml"

	checker "modelhost.dev/scale-modelhosts/fn/crd"
)

const schemas = "../../../fn/crd/schemas"

// TestTablesAreThoseOfTheCRDs tests that the tables of fn/crd are what the generator computes
// from the CRDs here.
func TestTablesAreThoseOfTheCRDs(t *testing.T) {
	fresh := t.TempDir()
	out, err := exec.Command("go", "run", "./tabulate", "-to", fresh).CombinedOutput()
	require.NoError(t, err, string(out))
	ours, err := filepath.Glob(schemas + "/*.json")
	require.NoError(t, err)
	made, err := filepath.Glob(fresh + "/*.json")
	require.NoError(t, err)
	require.Len(t, ours, len(made))
	for _, file := range made {
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		got, err := os.ReadFile(filepath.Join(schemas, filepath.Base(file)))
		require.NoError(t, err)
		assert.Equal(t, string(want), string(got), filepath.Base(file))
	}
}

// TestPatchesMatchModule tests that the copies of KEDA's patches are those of the module.
func TestPatchesMatchModule(t *testing.T) {
	copies, err := filepath.Glob("crds/patches/*.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, copies)
	for _, file := range copies {
		ours, err := os.ReadFile(file)
		require.NoError(t, err)
		theirs, err := os.ReadFile(filepath.Join(kedaDir(t), "config", "crd", "patches", filepath.Base(file)))
		require.NoError(t, err)
		assert.Equal(t, string(theirs), string(ours), file)
	}
}

func kedaDir(t *testing.T) string {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/kedacore/keda/v2").Output()
	require.NoError(t, err)
	return strings.TrimSpace(string(out))
}

// kind is a CRD as a cluster has it, of one or more releases.
type kind struct {
	group, version, name string
	crds                 []crd
}

// kinds returns all kinds of KEDA and of its HTTP add-on.
func kinds(t *testing.T) []kind {
	bases := filepath.Join(kedaDir(t), "config", "crd", "bases")
	files, err := filepath.Glob(bases + "/*.yaml")
	require.NoError(t, err)
	require.Len(t, files, 6, "every CRD of KEDA's")
	addons, err := filepath.Glob("crds/http*.yaml")
	require.NoError(t, err)
	found := map[string]*kind{}
	for _, file := range append(files, addons...) {
		raw, err := os.ReadFile(file)
		require.NoError(t, err)
		raw, err = yaml.YAMLToJSON(raw)
		require.NoError(t, err)
		raw = patched(filepath.Base(file), raw)
		var def apiextensionsv1.CustomResourceDefinition
		require.NoError(t, json.Unmarshal(raw, &def))
		require.Len(t, def.Spec.Versions, 1)
		v := def.Spec.Versions[0]
		k := found[def.Spec.Names.Kind]
		if k == nil {
			k = &kind{group: def.Spec.Group, version: v.Name, name: def.Spec.Names.Kind}
			found[k.name] = k
		}
		k.crds = append(k.crds, compile(v.Schema.OpenAPIV3Schema))
	}
	var all []kind
	for _, name := range slices.Sorted(maps.Keys(found)) {
		all = append(all, *found[name])
	}
	return all
}

// rejected returns the paths at which the API server rejects an object, with its CRD.
func (c crd) rejected(tree map[string]any) []string {
	tree = runtime.DeepCopyJSON(tree)
	defaulting.PruneNonNullableNullsWithoutDefaults(tree, c.structural)
	defaulting.Default(tree, c.structural)
	paths := pruning.PruneWithOptions(tree, c.structural, true, structural.UnknownFieldPathOptions{TrackUnknownFieldPaths: true})
	errs := validation.ValidateCustomResource(nil, tree, c.schema)
	errs = append(errs, listtype.ValidateListSetsAndMaps(nil, c.structural, tree)...)
	if len(errs) == 0 {
		celErrs, _ := c.cel.Validate(context.Background(), nil, c.structural, tree, nil, celconfig.RuntimeCELCostBudget)
		errs = append(errs, celErrs...)
	}
	for _, err := range errs {
		paths = append(paths, err.Field)
	}
	return outermost(paths)
}

// outermost omits paths below others: only some validators report problems below a value of
// the wrong type.
func outermost(paths []string) []string {
	var some []string
	for _, path := range paths {
		if !slices.ContainsFunc(paths, func(above string) bool {
			return strings.HasPrefix(path, above+".") || strings.HasPrefix(path, above+"[")
		}) {
			some = append(some, path)
		}
	}
	slices.Sort(some)
	return slices.Compact(some)
}

// agree compares the results for one object. It returns whether it is accepted.
func (k kind) agree(t *testing.T, tree map[string]any) bool {
	raw, err := json.Marshal(tree)
	require.NoError(t, err)
	var read map[string]any
	require.NoError(t, utiljson.Unmarshal(raw, &read))
	var theirs [][]string
	accepted := false
	for _, c := range k.crds {
		paths := c.rejected(read)
		accepted = accepted || len(paths) == 0
		theirs = append(theirs, paths)
	}
	text, err := yaml.JSONToYAML(raw)
	require.NoError(t, err)
	node, err := kyaml.Parse(string(text))
	require.NoError(t, err)
	report := checker.Check(k.group, k.name, node.YNode())
	ours := pathsOfProblems(report)
	if assert.Equal(t, accepted, len(ours) == 0, "ours: %v\ntheirs: %v\n%s", ours, theirs, text) && !accepted {
		// The API server stops early: it runs CEL, and looks for items with the same key, only
		// if everything else is valid. Some of its errors do not name a field.
		early := pathsOfProblems(report, checker.Relation, checker.Bounds)
		assert.True(t, slices.ContainsFunc(theirs, func(paths []string) bool {
			return slices.Contains(paths, "<nil>") || within(paths, ours) && within(early, paths)
		}), "ours: %v\ntheirs: %v\n%s", ours, theirs, text)
	}
	return accepted
}

// pathsOfProblems returns those of all problems except some kinds.
func pathsOfProblems(report checker.Report, but ...checker.Kind) []string {
	var paths []string
	for _, p := range report.Problems {
		if !slices.Contains(but, p.Kind) {
			paths = append(paths, p.Path)
		}
	}
	return outermost(paths)
}

// within reports whether each of some paths is among all, or below one of them.
func within(some, all []string) bool {
	return !slices.ContainsFunc(some, func(path string) bool {
		return !slices.ContainsFunc(all, func(above string) bool {
			return path == above || strings.HasPrefix(path, above+".") || strings.HasPrefix(path, above+"[")
		})
	})
}

// values returns the values to try in every field.
func values() []any {
	return []any{
		nil, "", "a", "5", "0.5", "-1", "1e3", strings.Repeat("x", 300), true, -1, 0, 1, 2.5, 3601, 65536, int64(1) << 31, int64(1) << 40,
		[]any{},
		[]any{"a", "a"},
		[]any{map[string]any{}},
		[]any{nil},
		map[string]any{},
		map[string]any{"a": "b"},
		map[string]any{"a": nil},
		map[string]any{"a": 1},
	}
}

// TestVerdictsAreThoseOfTheAPIServer tries every value in every field of every kind, and
// random objects: the result must be the API server's with the CRD.
func TestVerdictsAreThoseOfTheAPIServer(t *testing.T) {
	fields, drawn, accepted := 0, 0, 0
	count := func(ok bool) {
		drawn++
		if ok {
			accepted++
		}
	}
	for _, k := range kinds(t) {
		d := drawer{rand.New(rand.NewPCG(1, 2))}
		base := func() map[string]any {
			return map[string]any{"apiVersion": k.group + "/" + k.version, "kind": k.name, "metadata": map[string]any{"name": "x"}}
		}
		newest := k.crds[0].structural
		for _, path := range pathsOf(newest.Properties["spec"], []string{"spec"}) {
			fields++
			given := values()
			// Thousands of a pod's fields are alike, so a few values are enough.
			if k.name == "ScaledJob" && len(path) > 4 {
				given = []any{nil, "a", 1, 2.5, []any{"a", "a"}, map[string]any{"a": "b"}}
			}
			for _, value := range given {
				tree := base()
				d.place(tree, newest, path, value)
				count(k.agree(t, tree))
			}
			if t.Failed() {
				return
			}
		}
		for range 2000 {
			tree := base()
			tree["spec"] = d.draw(ptr(newest.Properties["spec"]), 0)
			count(k.agree(t, tree))
			if t.Failed() {
				return
			}
		}
	}
	t.Logf("%d objects, %d fields, %d accepted", drawn, fields, accepted)
	assert.GreaterOrEqual(t, drawn, 10_000)
	assert.GreaterOrEqual(t, accepted, drawn/20, "too few valid objects")
	assert.GreaterOrEqual(t, drawn-accepted, drawn/20, "too few invalid objects")
}

func ptr[T any](v T) *T { return &v }

// pathsOf returns the paths of all fields, with [] for an item and {} for any key.
func pathsOf(s structural.Structural, path []string) [][]string {
	all := [][]string{slices.Clone(path)}
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		all = append(all, pathsOf(s.Properties[name], append(slices.Clone(path), name))...)
	}
	if s.Items != nil {
		all = append(all, pathsOf(*s.Items, append(slices.Clone(path), "[]"))...)
	}
	if s.AdditionalProperties != nil && s.AdditionalProperties.Structural != nil {
		all = append(all, pathsOf(*s.AdditionalProperties.Structural, append(slices.Clone(path), "{}"))...)
	}
	return all
}

// drawer draws objects of a schema.
type drawer struct{ *rand.Rand }

// place puts a value at a path of an otherwise valid object.
func (d drawer) place(tree map[string]any, s *structural.Structural, path []string, value any) {
	tree["spec"] = d.minimal(ptr(s.Properties["spec"]))
	tree["spec"] = d.with(tree["spec"], ptr(s.Properties["spec"]), path[1:], value)
}

func (d drawer) with(at any, s *structural.Structural, path []string, value any) any {
	if len(path) == 0 {
		return value
	}
	switch step := path[0]; step {
	case "[]":
		list, _ := at.([]any)
		if len(list) == 0 {
			list = []any{d.minimal(s.Items)}
		}
		list[0] = d.with(list[0], s.Items, path[1:], value)
		return list
	case "{}":
		return map[string]any{"key": d.with(nil, s.AdditionalProperties.Structural, path[1:], value)}
	default:
		m, _ := at.(map[string]any)
		if m == nil {
			m, _ = d.minimal(s).(map[string]any)
		}
		m[step] = d.with(m[step], ptr(s.Properties[step]), path[1:], value)
		return m
	}
}

// minimal returns a value with the required fields.
func (d drawer) minimal(s *structural.Structural) any {
	switch s.Type {
	case "object":
		m := map[string]any{}
		for name, property := range s.Properties {
			if s.ValueValidation != nil && slices.Contains(s.ValueValidation.Required, name) {
				m[name] = d.minimal(&property)
			}
		}
		return m
	case "array":
		return []any{d.minimal(s.Items)}
	}
	return d.good(s)
}

// good draws a scalar that is usually valid.
func (d drawer) good(s *structural.Structural) any {
	if v := s.ValueValidation; v != nil && len(v.Enum) > 0 {
		return v.Enum[d.IntN(len(v.Enum))].Object
	}
	switch {
	case s.XIntOrString:
		return []any{5, "5", "100m", "x y"}[d.IntN(4)]
	case s.Type == "boolean":
		return d.IntN(2) == 0
	case s.Type == "integer":
		return []int{1, 2, 5, 200, 400}[d.IntN(5)]
	case s.Type == "number":
		return 1.5
	}
	return []string{"a", "b", "example", "80"}[d.IntN(4)]
}

func (d drawer) draw(s *structural.Structural, depth int) any {
	if all := values(); d.IntN(60) == 0 {
		return all[d.IntN(len(all))]
	}
	switch {
	case s.Type == "object" && s.AdditionalProperties != nil && s.AdditionalProperties.Structural != nil:
		m := map[string]any{}
		for i := range d.IntN(3) {
			m[fmt.Sprintf("key%d", i)] = d.draw(s.AdditionalProperties.Structural, depth+1)
		}
		return m
	case s.Type == "object":
		m := map[string]any{}
		for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
			needed := s.ValueValidation != nil && slices.Contains(s.ValueValidation.Required, name)
			if needed && d.IntN(40) > 0 || d.IntN(depth+2) == 0 && (depth < 3 || d.IntN(4) == 0) {
				m[name] = d.draw(ptr(s.Properties[name]), depth+1)
			}
		}
		if d.IntN(60) == 0 {
			m["unheardOf"] = "a"
		}
		return m
	case s.Type == "array":
		list := []any{}
		for range 1 + d.IntN(3)*d.IntN(2) {
			list = append(list, d.draw(s.Items, depth+1))
		}
		return list
	}
	return d.good(s)
}
