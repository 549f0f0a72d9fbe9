package render

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
	"sigs.k8s.io/kustomize/kyaml/yaml"
	other "sigs.k8s.io/yaml"

	"modelhost.dev/scale-modelhosts/fn/drawn"
	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/source"
	"modelhost.dev/scale-modelhosts/fn/testfiles"
)

// mark is a function that edits every second object and reports that.
func mark(in krm.Input) krm.Outcome {
	out := krm.Outcome{Items: in.Items, Edited: map[*yaml.RNode]krm.Edit{}}
	for i, item := range in.Items {
		if i%2 == 0 {
			must(item.PipeE(yaml.SetField("marked", yaml.NewStringRNode("yes"))))
			out.Edited[item] = krm.Edit{}
		}
	}
	return out
}

// Unedited objects keep their text, and edited objects keep their values and get the edit,
// according to two parsers: in a stream and in a folder.
func TestRenderKeepsValues(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		text := drawn.Draw(t, false).Stream()
		before, ok := testfiles.Values(text)
		if !ok {
			return
		}
		got, err := Stream(strings.NewReader(text), Options{Function: runOnly(mark)})
		if err != nil {
			return // it returned an error
		}
		compare(t, text, before, string(got.YAML))

		require.NoError(t, os.WriteFile(filepath.Join(dir, "a.yaml"), []byte(text), 0o600))
		folder, err := Dir(dir, Options{Function: runOnly(mark)})
		require.NoError(t, err)
		require.Equal(t, string(got.YAML), string(folder.YAML))
	})
}

func compare(t *rapid.T, text string, before []string, out string) {
	after, ok := testfiles.Values(out)
	require.True(t, ok, "%s\n---\n%s", text, out)
	require.Len(t, after, len(before), "%s\n---\n%s", text, out)
	for i := range before {
		want := before[i]
		if i%2 == 0 {
			want = strings.TrimSuffix(want, "}") + `,"marked":"yes"}`
		}
		require.JSONEq(t, want, after[i], "%s\n---\n%s", text, out)
	}
	items, err := source.NewReader(nil).Parse([]byte(out), "")
	require.NoError(t, err, "%s\n---\n%s", text, out)
	for i, item := range items {
		got, err := encoding.JSON(item.YNode())
		require.NoError(t, err)
		require.JSONEq(t, after[i], string(got), "the parsers differ over\n%s", out)
	}
	docs := source.Split(text)
	if utf8Docs := slices.DeleteFunc(docs, func(d source.Document) bool { return !hasValue(d) }); len(utf8Docs) == len(before) {
		for i, d := range utf8Docs {
			if original, ok := d.Original(); ok && i%2 == 1 {
				require.Contains(t, out, original)
			}
		}
	}
}

// hasValue reports whether a document has a value.
func hasValue(d source.Document) bool {
	out, err := other.YAMLToJSON([]byte(d.Text))
	return err != nil || string(out) != "null"
}
