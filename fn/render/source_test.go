package render

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/proposal"
)

func patchFor(file string) proposal.Patch {
	o := inventory.Of([]*yaml.RNode{yaml.MustParse("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, annotations: {internal.config.kubernetes.io/path: " + file + "}}\n")}, "").Workloads.Objects[0]
	return proposal.Patch{Object: o, Annotations: []proposal.Pair{{Name: "x/min", Value: "1"}, {Name: "x/text", Value: "a: 1\nb: 2\n"}}}
}

const (
	head  = "apiVersion: apps/v1\nkind: Deployment\n"
	added = "    x/min: \"1\"\n    x/text: |\n      a: 1\n      b: 2\n"
	// spec is written as nobody writes it again: what is edited must leave it alone.
	spec = "spec:\n\n    template:   # far away\n        spec:\n            containers: [ # list\n              {name: model}]\n            note: >-\n              folded\n              text\n"
)

func TestEditKeepsAllElse(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"names alone":            {head + "metadata:\n  name: a\n" + spec, head + "metadata:\n  name: a\n  annotations:\n" + added + spec},
		"annotations":            {head + "metadata:\n  annotations: # notes\n    # one\n    b: c\n  name: a\n" + spec, head + "metadata:\n  annotations: # notes\n" + added + "    # one\n    b: c\n  name: a\n" + spec},
		"an empty mapping":       {head + "metadata:\n  name: a # its name\n  annotations: {} # none\n" + spec, head + "metadata:\n  name: a # its name\n  annotations: # none\n" + added + spec},
		"no value":               {head + "metadata:\n  annotations:\n  name: a\n\n# the spec\n" + spec, head + "metadata:\n  annotations:\n" + added + "  name: a\n\n# the spec\n" + spec},
		"brackets":               {"# top\n" + head + "metadata: {name: a, labels: {b: c}} # here\n# the spec\n" + spec, "# top\n" + head + "metadata: # here\n  name: a\n  labels: {b: c}\n  annotations:\n" + added + "# the spec\n" + spec},
		"brackets within":        {head + "metadata:\n  name: a\n  annotations: {b: c}\n" + spec, head + "metadata:\n  name: a\n  annotations:\n    b: c\n" + added + spec},
		"a key that is there":    {head + "metadata:\n  name: a\n  annotations:\n    x/min: \"5\" # old\n" + spec, head + "metadata:\n  name: a\n  annotations:\n    x/min: \"1\" # old\n    x/text: |\n      a: 1\n      b: 2\n" + spec},
		"no end of the last":     {head + spec + "metadata:\n  name: a", head + spec + "metadata:\n  name: a\n  annotations:\n" + added},
		"another line's end":     {head + "metadata:\r\n  name: a\r\n" + spec, head + "metadata:\r\n  name: a\r\n  annotations:\r\n    x/min: \"1\"\r\n    x/text: |\r\n      a: 1\r\n      b: 2\r\n" + spec},
		"several documents":      {"--- # first\nkind: A\napiVersion: v1\n---\n" + head + "metadata:\n  name: a\n" + spec + "---\n\nkind: B\n", "--- # first\nkind: A\napiVersion: v1\n---\n" + head + "metadata:\n  name: a\n  annotations:\n" + added + spec + "---\n\nkind: B\n"},
		"an anchor far away":     {head + "metadata:\n  name: a\nspec: &s {b: c}\nother: *s\n", head + "metadata:\n  name: a\n  annotations:\n" + added + "spec: &s {b: c}\nother: *s\n"},
		"a document on its line": {"--- # one\n" + head + "metadata:\n  name: a\n", "--- # one\n" + head + "metadata:\n  name: a\n  annotations:\n" + added},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := edit(test.text, patchFor("x.yaml"))
			require.NoError(t, err)
			assert.Equal(t, test.want, got)
		})
	}
}

func TestEditRefusesWhatItWouldChangeOtherwise(t *testing.T) {
	for name, text := range map[string]string{
		"an alias":          head + "metadata:\n  labels: &l {b: c}\n  annotations: *l\n  name: a\n",
		"an anchor":         head + "metadata:\n  name: a\n  annotations: &n\n    b: c\nspec: *n\n",
		"a merge key":       "base: &m {annotations: {b: c}}\n" + head + "metadata: {<<: *m, name: a}\nspec: {}\n",
		"JSON":              `{"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "a"}}` + "\n",
		"brackets at last":  head + "metadata: {name: a}\n",
		"nothing":           "kind: Other\napiVersion: v1\n",
		"two of the name":   head + "metadata:\n  name: a\n---\n" + head + "metadata:\n  name: a\n",
		"no YAML":           head + "metadata: [\n",
		"metadata is text":  head + "metadata: b\nspec: {}\n",
		"a name in a block": head + "metadata:\n  name: |-\n    a\n",
	} {
		t.Run(name, func(t *testing.T) {
			got, err := edit(text, patchFor("x.yaml"))
			require.Error(t, err, got)
		})
	}
}

func TestSourcesWriteAllOrNothing(t *testing.T) {
	dir := writePackage(t, "-- a.yaml --\n"+head+"metadata:\n  name: a\n-- b.yaml --\n"+head+"metadata:\n  name: a\n")
	sources := NewSources(dir)
	require.NoError(t, sources.Edit(patchFor("a.yaml")))
	require.NoError(t, sources.Edit(patchFor("b.yaml")))
	b := filepath.Join(dir, "b.yaml")
	require.NoError(t, os.Remove(b))
	require.ErrorContains(t, sources.Write(), "nothing was written: ")
	text, err := os.ReadFile(filepath.Join(dir, "a.yaml"))
	require.NoError(t, err)
	assert.Equal(t, head+"metadata:\n  name: a\n", string(text))

	require.NoError(t, os.WriteFile(b, []byte("x"), 0o600))
	require.NoError(t, sources.Write())
	text, err = os.ReadFile(b)
	require.NoError(t, err)
	assert.Contains(t, string(text), "x/min")
}

func TestSourcesAreThoseOfTheFolder(t *testing.T) {
	dir := writePackage(t, "-- in/a.yaml --\n"+head+"metadata:\n  name: a\n-- out/a.yaml --\n"+head+"metadata:\n  name: a\n")
	require.NoError(t, os.Symlink("../out/a.yaml", filepath.Join(dir, "in", "link.yaml")))
	sources := NewSources(filepath.Join(dir, "in"))
	require.NoError(t, sources.Edit(patchFor("a.yaml")))
	for _, file := range []string{"../out/a.yaml", "link.yaml", "missing.yaml", "https://example.com/a.yaml"} {
		require.Error(t, sources.Edit(patchFor(file)), file)
	}
}

func TestSourcesTakeOnePatchOfAnObject(t *testing.T) {
	dir := writePackage(t, "-- a.yaml --\n"+head+"metadata:\n  name: a\n")
	sources := NewSources(dir)
	first, err := sources.Take(patchFor("a.yaml"))
	require.NoError(t, err)
	assert.True(t, first)
	again, err := sources.Take(patchFor("a.yaml"))
	require.NoError(t, err)
	assert.False(t, again)
	other := patchFor("a.yaml")
	other.Annotations = other.Annotations[:1]
	_, err = sources.Take(other)
	require.ErrorContains(t, err, "it is made of the same Deployment a in a.yaml as Deployment a, which scales otherwise")
}
