package render

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/drawn"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/source"
	"modelhost.dev/scale-modelhosts/fn/testfiles"
)

func TestStreamKeepsWhatTheFunctionLeavesAlone(t *testing.T) {
	const stream = `# Source: chart/templates/a.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: a # the first
data:
  text: |
    --- not a separator
  quoted: "yes"
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: b
`
	got, err := Stream(strings.NewReader(stream), Options{Function: runOnly(scale)})
	require.NoError(t, err)
	require.Equal(t, stream, string(got.YAML))
}

func TestStreamAppliesTheFunction(t *testing.T) {
	app, _, _ := strings.Cut(strings.SplitN(common, "-- app.yaml --\n", 2)[1], "-- local")
	for name, stream := range map[string]string{
		"documents":    app,
		"carriage":     strings.ReplaceAll(app, "\n", "\r\n"),
		"byte order":   "\ufeff---\n" + app,
		"empty ones":   "---\n\n---\n# nothing\n--- # Source: x\n" + app + "\n---\n",
		"document end": strings.ReplaceAll(app, "\n---\n", "\n...\n---\n") + "...\n",
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Stream(strings.NewReader(stream), Options{Function: runOnly(scale)})
			require.NoError(t, err)
			require.Contains(t, string(got.YAML), "name: app-so")
			require.NotContains(t, string(got.YAML), "HorizontalPodAutoscaler")
			again, err := source.NewReader(nil).Parse(got.YAML, "")
			require.NoError(t, err)
			require.Len(t, again, 4)
		})
	}
}

func TestListsAreFlattened(t *testing.T) {
	got, err := Stream(strings.NewReader(`
apiVersion: v1
kind: List
items:
- &m {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}
- {apiVersion: v1, kind: ConfigMapList, items: [{apiVersion: v1, kind: ConfigMap, metadata: {name: b}}]}
---
{apiVersion: v1, kind: List, items: []}
---
{apiVersion: v1, kind: List, items: null}
`), Options{Function: runOnly(scale)})
	require.NoError(t, err)
	items, err := source.NewReader(nil).Parse(got.YAML, "")
	require.NoError(t, err)
	require.Equal(t, "ConfigMap a and ConfigMap b", source.DescribeObjects(items))
}

func TestNonObjectsAreReportedWithTheirPosition(t *testing.T) {
	const first = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\n"
	for name, test := range map[string]struct{ text, want string }{
		"not YAML":        {first + "a: b\nc: [\n", "document 2 (line 4): yaml: line 6"},
		"plain text":      {first + "Error: no such chart\n", "document 2 (line 4): not a Kubernetes object"},
		"scalar":          {"---\nhello\n", `document 1 (line 1): a string, not a Kubernetes object; it needs an apiVersion and a kind`},
		"values":          {first + "replicas: 3\n", "not a Kubernetes object; it needs"},
		"list of text":    {"{apiVersion: v1, kind: List, items: [a]}", "items[0] of List: a string, not a Kubernetes object"},
		"items are a map": {"{apiVersion: v1, kind: List, items: {a: b}}", "items of List must be a list"},
		"tab":             {first + "a:\n\t- b\n", "document 2 (line 4)"},
		"endless alias":   {"apiVersion: v1\nkind: A\nspec: &a {b: *a}\n", "contains itself"},
		"alias unknown":   {"apiVersion: v1\nkind: A\nspec: *a\n", "document 1 (line 1): yaml: unknown anchor; quote a string that begins with *"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Stream(strings.NewReader(test.text), Options{Function: runOnly(scale)})
			require.ErrorContains(t, err, test.want)
			require.NotContains(t, err.Error(), "\n")
			require.Nil(t, got.YAML)
		})
	}
}

func TestEmptyStreamIsEmpty(t *testing.T) {
	for _, text := range []string{"", "\n", "---\n", "# nothing\n---\n"} {
		got, err := Stream(strings.NewReader(text), Options{Function: runOnly(scale)})
		require.NoError(t, err)
		require.Empty(t, got.YAML)
	}
}

func TestAliasesAreExpanded(t *testing.T) {
	in, err := LoadStream(strings.NewReader("apiVersion: v1\nkind: A\nx: &x {y: 1}\nz: *x\n"), Options{})
	require.NoError(t, err)
	require.Equal(t, "apiVersion: v1\nkind: A\nx: {y: 1}\nz: {y: 1}\n", in.Items[0].MustString())
}

func TestFunctionConfigInAStream(t *testing.T) {
	const config = "\n---\n{apiVersion: autoscaling.modelhost.dev/v1alpha1, kind: ScaleModelHosts, metadata: {name: c}}\n"
	const object = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n"
	in, err := LoadStream(strings.NewReader(object+config), Options{})
	require.NoError(t, err)
	require.Equal(t, "c", in.FunctionConfig.GetName())
	require.Len(t, in.Items, 1)

	_, err = LoadStream(strings.NewReader(object+config+config), Options{})
	require.ErrorContains(t, err, "2 functionConfigs, ScaleModelHosts c and ScaleModelHosts c; keep one")
	_, err = LoadStream(strings.NewReader(object+config), Options{Config: yaml.MustParse("{kind: A}")})
	require.ErrorContains(t, err, "in addition to the one given with --config")
}

// No text may crash the reader, and what it reads it writes with the same values.
func FuzzStream(f *testing.F) {
	for _, seed := range []string{
		common, "---\n", "{kind: List, apiVersion: v1, items: [{}]}", "a: &a [*a]", "\ufeff--- |\n x\n...\n",
		"apiVersion: v1\nkind: A\na: >\n  x\n    y\n  z\n", "apiVersion: v1\nkind: A\na: |2\n  \tx\n", "apiVersion: v1\nkind: A\na: !!set {a: , b: }\n",
		"apiVersion: v1\nkind: A\na: {b: c, # :-}\n  d: e}\n", "apiVersion: v1\r\nkind: A\r\n--- # x\r\napiVersion: v1\rkind: B\r", "apiVersion: v1\u2028kind: A\u0085x: |+\n y\n\n",
	} {
		f.Add(seed)
	}
	same := func(in krm.Input) krm.Outcome { return krm.Outcome{Items: in.Items} }
	f.Fuzz(func(t *testing.T, text string) {
		defer drawn.Limit()()
		got, err := Stream(strings.NewReader(text), Options{Function: runOnly(same)})
		if err != nil {
			return
		}
		again, err := Stream(strings.NewReader(string(got.YAML)), Options{Function: runOnly(same)})
		require.NoError(t, err)
		before, ok := testfiles.Values(string(got.YAML))
		after, okToo := testfiles.Values(string(again.YAML))
		require.Equal(t, ok, okToo)
		require.Equal(t, before, after)
	})
}
