package edit

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/drawn"
	"modelhost.dev/scale-modelhosts/fn/importer"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/linebreak"
	"modelhost.dev/scale-modelhosts/fn/testfiles"
)

// An edited source has all its lines, and those of the patch; all other objects are untouched.
func TestEditKeepsValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := drawn.Draw(t, false).Stream()
		before, ok := testfiles.Values(text)
		if !ok {
			return
		}
		name := rapid.SampledFrom([]string{"prt-depl-modelhost-0", "prt-depl-modelhost-1", "prt-depl-modelhost-2"}).Draw(t, "host")
		object := inventory.New([]*yaml.RNode{yaml.MustParse("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: " + name + ", namespace: m}\n")}, "").Workloads.Objects[0]
		patch := importer.Patch{Object: object, Annotations: []importer.Pair{{Name: "x/min", Value: "1"}, {Name: "x/text", Value: "a: 1\nb: 2\n"}, {Name: "x/quoted", Value: "yes"}}}
		edited, err := editText(text, patch)
		if err != nil {
			return // it returned an error
		}
		after, ok := testfiles.Values(edited)
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
		again, err := editText(edited, patch)
		require.NoError(t, err)
		require.Equal(t, edited, again, "a second edit changes something")
		// Only metadata is rewritten: lines of the spec stay.
		for _, line := range linebreak.Lines(text) {
			if strings.Contains(line, "spec:") || strings.Contains(line, "replicas:") {
				require.Contains(t, edited, line)
			}
		}
	})
}

// FuzzEdit checks that what import edits keeps its values.
func FuzzEdit(f *testing.F) {
	for _, seed := range []string{
		head + "metadata:\n  name: a\n" + spec, head + "metadata: {name: a, labels: {b: c}} # here\nspec: {}\n", "\ufeff" + head + "metadata:\n  name: a", head + "metadata:\r  name: a\r",
		"# x\u2028" + head + "metadata:\n  name: a\nspec: |\n  name: a\n", "---\n---\n" + head + "metadata:\n  annotations:\n    x/min: >\n      5\n  name: a\n...\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		defer drawn.Limit()()
		after, err := editText(text, patchFor("x.yaml"))
		if err != nil {
			return
		}
		before, ok := testfiles.Values(text)
		if !ok {
			return
		}
		now, ok := testfiles.Values(after)
		require.True(t, ok, "%q", after)
		require.Len(t, now, len(before))
		changed := 0
		for i := range before {
			if before[i] != now[i] {
				changed++
				require.Contains(t, now[i], `"x/min":"1"`)
			}
		}
		require.LessOrEqual(t, changed, 1)
	})
}
