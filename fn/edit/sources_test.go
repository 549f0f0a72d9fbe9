package edit

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"modelhost.dev/scale-modelhosts/fn/testfiles"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/importer"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/timelimit"
)

func patchFor(file string) importer.Patch {
	o := inventory.New([]*yaml.RNode{yaml.MustParse("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, annotations: {internal.config.kubernetes.io/path: " + file + "}}\n")}, "").Workloads.Objects[0]
	return importer.Patch{Object: o, Annotations: []importer.Pair{{Name: "x/min", Value: "1"}, {Name: "x/text", Value: "a: 1\nb: 2\n"}}}
}

const (
	head  = "apiVersion: apps/v1\nkind: Deployment\n"
	added = "    x/min: \"1\"\n    x/text: |\n      a: 1\n      b: 2\n"
	// spec has a layout that no encoder writes, to show that edits leave it alone.
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
			got, err := editText(test.text, patchFor("x.yaml"))
			require.NoError(t, err)
			assert.Equal(t, test.want, got)
		})
	}
}

func TestEditRejectsUnsupportedLayouts(t *testing.T) {
	for name, text := range map[string]string{
		"an alias":             head + "metadata:\n  labels: &l {b: c}\n  annotations: *l\n  name: a\n",
		"an anchor":            head + "metadata:\n  name: a\n  annotations: &n\n    b: c\nspec: *n\n",
		"a merge key":          "base: &m {annotations: {b: c}}\n" + head + "metadata: {<<: *m, name: a}\nspec: {}\n",
		"JSON":                 `{"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "a"}}` + "\n",
		"brackets at last":     head + "metadata: {name: a}\n",
		"nothing":              "kind: Other\napiVersion: v1\n",
		"two of the name":      head + "metadata:\n  name: a\n---\n" + head + "metadata:\n  name: a\n",
		"no YAML":              head + "metadata: [\n",
		"metadata is a string": head + "metadata: b\nspec: {}\n",
		"a name in a block":    head + "metadata:\n  name: |-\n    a\n",
	} {
		t.Run(name, func(t *testing.T) {
			got, err := editText(text, patchFor("x.yaml"))
			require.Error(t, err, got)
		})
	}
}

func TestSourcesWriteAllOrNothing(t *testing.T) {
	dir := testfiles.Write(t, "-- a.yaml --\n"+head+"metadata:\n  name: a\n-- b.yaml --\n"+head+"metadata:\n  name: a\n")
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

func TestSourcesAreInTheFolder(t *testing.T) {
	dir := testfiles.Write(t, "-- in/a.yaml --\n"+head+"metadata:\n  name: a\n-- out/a.yaml --\n"+head+"metadata:\n  name: a\n")
	require.NoError(t, os.Symlink("../out/a.yaml", filepath.Join(dir, "in", "link.yaml")))
	sources := NewSources(filepath.Join(dir, "in"))
	require.NoError(t, sources.Edit(patchFor("a.yaml")))
	for _, file := range []string{"../out/a.yaml", "link.yaml", "missing.yaml", "https://example.com/a.yaml"} {
		require.Error(t, sources.Edit(patchFor(file)), file)
	}
}

func TestSourcesTakeOnePatchOfAnObject(t *testing.T) {
	dir := testfiles.Write(t, "-- a.yaml --\n"+head+"metadata:\n  name: a\n")
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
	require.ErrorContains(t, err, "it is made of the same Deployment a in a.yaml as Deployment a, which scales differently")
}

const plainHost = head + "metadata:\n  name: a\n"

// edited returns the sources of a package with three files, each with its patch.
func edited(t *testing.T) (string, *Sources) {
	t.Helper()
	dir := testfiles.Write(t, "-- a.yaml --\n"+plainHost+"-- b.yaml --\n"+plainHost+"-- sub/c.yaml --\n"+plainHost)
	sources := NewSources(dir)
	for _, file := range []string{"a.yaml", "b.yaml", "sub/c.yaml"} {
		require.NoError(t, sources.Edit(patchFor(file)))
	}
	return dir, sources
}

func entriesIn(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func readAt(t *testing.T, path ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(path...))
	require.NoError(t, err)
	return string(text)
}

func TestSourcesReportWhatWasWritten(t *testing.T) {
	dir, sources := edited(t)
	sources.rename = func(from, to string) error {
		if filepath.Base(to) == "b.yaml" {
			return errors.New("no space left")
		}
		return os.Rename(from, to)
	}
	err := sources.Write()
	require.ErrorContains(t, err, "b.yaml could not be written: no space left")
	require.ErrorContains(t, err, "written: a.yaml; not written: b.yaml, sub/c.yaml.")
	assert.Equal(t, plainHost+"  annotations:\n"+added, readAt(t, dir, "a.yaml"))
	assert.Equal(t, plainHost, readAt(t, dir, "b.yaml"))
	assert.Equal(t, plainHost, readAt(t, dir, "sub", "c.yaml"))
	assert.Equal(t, []string{"a.yaml", "b.yaml", "sub"}, entriesIn(t, dir), "nothing is left over")
}

// Whenever the program is killed, every file has its old text or its new one.
func TestSourcesAreNeverHalfWritten(t *testing.T) {
	dir, sources := edited(t)
	texts := []string{plainHost, plainHost + "  annotations:\n" + added}
	look := func() {
		for _, file := range []string{"a.yaml", "b.yaml", "sub/c.yaml"} {
			assert.Contains(t, texts, readAt(t, dir, file))
		}
	}
	renames := 0
	sources.rename = func(from, to string) error {
		look()
		assert.Equal(t, texts[1], readAt(t, from), "the new text is whole before it takes the old one's place")
		assert.True(t, strings.HasPrefix(filepath.Base(from), "."), "others take no notice of %s", from)
		assert.Equal(t, filepath.Dir(to), filepath.Dir(from), "on another file system nothing can be renamed")
		err := os.Rename(from, to)
		look()
		renames++
		return err
	}
	require.NoError(t, sources.Write())
	assert.Equal(t, 3, renames)
	assert.Equal(t, []string{"a.yaml", "b.yaml", "sub"}, entriesIn(t, dir))
}

func TestSourcesKeepModesAndLinks(t *testing.T) {
	dir := testfiles.Write(t, "-- a.yaml --\n"+plainHost+"-- b.yaml --\n"+plainHost+"-- real/c.yaml --\n"+plainHost)
	require.NoError(t, os.Chmod(filepath.Join(dir, "a.yaml"), 0o640))
	require.NoError(t, os.Symlink("real/c.yaml", filepath.Join(dir, "c.yaml")))
	require.NoError(t, os.Link(filepath.Join(dir, "b.yaml"), filepath.Join(dir, "real", "b.yaml")))
	sources := NewSources(dir)
	for _, file := range []string{"a.yaml", "b.yaml", "c.yaml", "real/c.yaml"} {
		require.NoError(t, sources.Edit(patchFor(file)))
	}
	require.NoError(t, sources.Write())
	want := plainHost + "  annotations:\n" + added
	for _, file := range []string{"a.yaml", "b.yaml", "c.yaml", "real/b.yaml", "real/c.yaml"} {
		assert.Equal(t, want, readAt(t, dir, file), file)
	}
	info, err := os.Stat(filepath.Join(dir, "a.yaml"))
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o640), info.Mode())
	link, err := os.Readlink(filepath.Join(dir, "c.yaml"))
	require.NoError(t, err)
	assert.Equal(t, "real/c.yaml", link)
	one, err := os.Stat(filepath.Join(dir, "b.yaml"))
	require.NoError(t, err)
	other, err := os.Stat(filepath.Join(dir, "real", "b.yaml"))
	require.NoError(t, err)
	assert.True(t, os.SameFile(one, other), "a hard link stays one")
}

func TestSourcesRejectHardLinksFromElsewhere(t *testing.T) {
	dir, sources := edited(t)
	require.NoError(t, os.Link(filepath.Join(dir, "b.yaml"), filepath.Join(t.TempDir(), "b.yaml")))
	require.ErrorContains(t, sources.Write(), "nothing was written: b.yaml: ")
	assert.Equal(t, plainHost, readAt(t, dir, "a.yaml"))
	assert.Equal(t, []string{"a.yaml", "b.yaml", "sub"}, entriesIn(t, dir))
}

// The parser recognizes more line breaks than most editors.
func TestEditFindsLinesAsTheParserDoes(t *testing.T) {
	for name, end := range map[string]string{"CR": "\r", "NEL": "\u0085", "LS": "\u2028", "PS": "\u2029"} {
		t.Run(name, func(t *testing.T) {
			before := strings.ReplaceAll("# one\n# two\n"+head, "\n", end)
			got, err := editText(before+"metadata:\n  name: a\nspec:\n  name: a\n", patchFor("x.yaml"))
			require.NoError(t, err)
			assert.Equal(t, before+"metadata:\n  name: a\n  annotations:\n"+added+"spec:\n  name: a\n", got)
		})
	}
	text := strings.ReplaceAll(head+"metadata:\n  name: a\n"+spec, "\n", "\r")
	got, err := editText(text, patchFor("x.yaml"))
	require.NoError(t, err)
	assert.Equal(t, strings.ReplaceAll(head+"metadata:\n  name: a\n  annotations:\n"+added+spec, "\n", "\r"), got)
}

// Editing an object parses its own document, not the whole file again.
func TestManyObjectsOfOneFileAreEditedInTime(t *testing.T) {
	const objects = 1000
	dir := t.TempDir()
	text := "\ufeff# a file of many objects\r\n"
	for i := range objects {
		text += fmt.Sprintf("---  # object %[1]d\n%[2]smetadata:\n  name: a%[1]d\n%[3]s", i, head, spec)
	}
	require.NoError(t, os.WriteFile(filepath.Join(dir, "all.yaml"), []byte(text), 0o600))
	sources := NewSources(dir)
	timelimit.Run(t, timelimit.PerInput, func() {
		for i := objects - 1; i >= 0; i-- {
			name := fmt.Sprintf("a%d", i)
			patch := patchFor("all.yaml")
			patch.Object.Name = name
			require.NoError(t, sources.Edit(patch))
		}
	})
	require.NoError(t, sources.Write())
	want := strings.ReplaceAll(text, "\nspec:\n", "\n  annotations:\n"+added+"spec:\n")
	assert.Equal(t, want, readAt(t, dir, "all.yaml"))
}
