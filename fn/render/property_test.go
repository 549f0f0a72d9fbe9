package render

import (
	"encoding/json"
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
	"modelhost.dev/scale-modelhosts/fn/importer"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/linebreak"
)

// values are the objects of a stream as sigs.k8s.io/yaml reads them; false where it
// cannot.
func values(text string) (all []string, ok bool) {
	for _, d := range split(text) {
		out, err := other.YAMLToJSON([]byte(d.text))
		if err != nil {
			return nil, false
		}
		if string(out) != "null" {
			all = append(all, string(out))
		}
	}
	return all, true
}

// mark is a function that edits every second object, and says so.
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

// What is not edited comes out as it came in, and what is has the value that it had, and
// the edit: from a stream and from a folder, to two parsers.
func TestRenderKeepsValues(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		text := drawn.Draw(t, false).Stream()
		before, ok := values(text)
		if !ok {
			return
		}
		got, err := Stream(strings.NewReader(text), Options{Function: runOnly(mark)})
		if err != nil {
			return // with a message
		}
		compare(t, text, before, string(got.YAML))

		require.NoError(t, os.WriteFile(filepath.Join(dir, "a.yaml"), []byte(text), 0o600))
		folder, err := Dir(dir, Options{Function: runOnly(mark)})
		require.NoError(t, err)
		require.Equal(t, string(got.YAML), string(folder.YAML))
	})
}

func compare(t *rapid.T, text string, before []string, out string) {
	after, ok := values(out)
	require.True(t, ok, "%s\n---\n%s", text, out)
	require.Len(t, after, len(before), "%s\n---\n%s", text, out)
	for i := range before {
		want := before[i]
		if i%2 == 0 {
			want = strings.TrimSuffix(want, "}") + `,"marked":"yes"}`
		}
		require.JSONEq(t, want, after[i], "%s\n---\n%s", text, out)
	}
	items, err := parse([]byte(out))
	require.NoError(t, err, "%s\n---\n%s", text, out)
	for i, item := range items {
		got, err := encoding.JSON(item.YNode())
		require.NoError(t, err)
		require.JSONEq(t, after[i], string(got), "the parsers differ over\n%s", out)
	}
	docs := split(text)
	if utf8Docs := slices.DeleteFunc(docs, func(d document) bool { return !d.says() }); len(utf8Docs) == len(before) {
		for i, d := range utf8Docs {
			if original, ok := d.original(); ok && i%2 == 1 {
				require.Contains(t, out, original)
			}
		}
	}
}

// says reports whether a document has a value.
func (d document) says() bool {
	out, err := other.YAMLToJSON([]byte(d.text))
	return err != nil || string(out) != "null"
}

// An edited source has the lines that it had, and those of the patch; all other objects
// are untouched.
func TestEditKeepsValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := drawn.Draw(t, false).Stream()
		before, ok := values(text)
		if !ok {
			return
		}
		name := rapid.SampledFrom([]string{"prt-depl-modelhost-0", "prt-depl-modelhost-1", "prt-depl-modelhost-2"}).Draw(t, "host")
		object := inventory.New([]*yaml.RNode{yaml.MustParse("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: " + name + ", namespace: m}\n")}, "").Workloads.Objects[0]
		patch := importer.Patch{Object: object, Annotations: []importer.Pair{{Name: "x/min", Value: "1"}, {Name: "x/text", Value: "a: 1\nb: 2\n"}, {Name: "x/quoted", Value: "yes"}}}
		edited, err := edit(text, patch)
		if err != nil {
			return // with a message
		}
		after, ok := values(edited)
		require.True(t, ok, edited)
		require.Len(t, after, len(before))
		changed := 0
		for i := range before {
			if before[i] == after[i] {
				continue
			}
			changed++
			var o map[string]any
			require.NoError(t, json.Unmarshal([]byte(before[i]), &o))
			annotations := o["metadata"].(map[string]any)["annotations"].(map[string]any)
			for _, pair := range patch.Annotations {
				annotations[pair.Name] = pair.Value
			}
			want, err := json.Marshal(o)
			require.NoError(t, err)
			require.JSONEq(t, string(want), after[i], edited)
		}
		require.Equal(t, 1, changed)
		again, err := edit(edited, patch)
		require.NoError(t, err)
		require.Equal(t, edited, again, "a second edit changes something")
		// No line of the text is gone but those of metadata, with its other line ends.
		for _, line := range linebreak.Lines(text) {
			if strings.Contains(line, "spec:") || strings.Contains(line, "replicas:") {
				require.Contains(t, edited, line)
			}
		}
	})
}
