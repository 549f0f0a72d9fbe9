package render_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
	"sigs.k8s.io/kustomize/kyaml/yaml"
	sigs "sigs.k8s.io/yaml"

	"modelhost.dev/scale-modelhosts/fn/render"
	"modelhost.dev/scale-modelhosts/fn/yamltext/yamldraw"
)

// What nothing edits comes out as it was written, even where the encoder would change it.
func TestStreamsPrintWhatWasWritten(t *testing.T) {
	for name, object := range map[string]string{
		"folded, more indented":  "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  prompt: >\n    a\n      b\n    c\n",
		"indentation with a tab": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  Makefile: |2\n    \tall:\n",
		"comments in brackets":   "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, # one\n  labels: {}}\ndata: {a: b}\n",
		"kept line breaks":       "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  a: |+\n    b\n\n\n",
		"spaces and comments":    "# top\napiVersion:   v1\nkind: ConfigMap   # kind\n\nmetadata: {name: a}\n# end\n",
	} {
		t.Run(name, func(t *testing.T) {
			result, err := render.Stream(strings.NewReader(object+"---\n"+object), render.Options{})
			require.NoError(t, err)
			assert.Equal(t, object+"---\n"+object, string(result.YAML))
		})
	}
}

// Without a line break at its end, a block scalar has one less.
func TestStreamsKeepTheLastLine(t *testing.T) {
	result, err := render.Stream(strings.NewReader("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  a: |\n    b"), render.Options{})
	require.NoError(t, err)
	value, err := sigs.YAMLToJSON(result.YAML)
	require.NoError(t, err)
	assert.Contains(t, string(value), `"a":"b"`)
}

func drawnStream(t *rapid.T) string {
	w := yamldraw.New(t)
	w.Calm = rapid.Bool().Draw(t, "calm")
	w.Aliases = rapid.Bool().Draw(t, "aliases")
	var docs []string
	for i := range rapid.IntRange(1, 4).Draw(t, "documents") {
		if rapid.Bool().Draw(t, "host") {
			docs = append(docs, fmt.Sprintf("apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: prt-depl-modelhost-n%d\n  namespace: m\n  annotations:\n    autoscaling.modelhost.dev/gpu: \"70\"\nspec:\n", i)+
				w.Field(2, "extra", 2)+"  replicas: 7\n"+w.Field(2, "more", 2)+"  template:\n    spec:\n      containers:\n      - name: model\n")
			continue
		}
		docs = append(docs, fmt.Sprintf("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: n%d\n", i)+w.Field(0, "data", 2)+w.Field(0, "more", 1))
		w = yamldraw.New(t) // anchors end with their document
	}
	return strings.ReplaceAll(strings.Join(docs, "---\n"), "\n", rapid.SampledFrom([]string{"\n", "\n", "\n", "\r\n"}).Draw(t, "breaks"))
}

// objectsOf are a stream's objects as a reader of JSON has them; nil where it has none.
func objectsOf(text []byte) []string {
	var objects []string
	docs := bytes.Split(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")), []byte("\n---\n"))
	for i, doc := range docs {
		if i < len(docs)-1 {
			doc = append(bytes.Clone(doc), '\n')
		}
		out, err := sigs.YAMLToJSON(doc)
		if err != nil {
			return nil
		}
		var value any
		if json.Unmarshal(out, &value) != nil {
			return nil
		}
		out, _ = json.Marshal(value)
		objects = append(objects, string(out))
	}
	return objects
}

func TestStreamsLoseNothing(t *testing.T) {
	rendered := 0
	rapid.Check(t, func(t *rapid.T) {
		text := drawnStream(t)
		before := objectsOf([]byte(text))
		if _, err := yaml.Parse(text); err != nil || before == nil {
			return
		}
		result, err := render.Stream(strings.NewReader(text), render.Options{})
		if err != nil || result.YAML == nil {
			return // refused with a reason
		}
		rendered++
		after := objectsOf(result.YAML)
		for i, object := range before {
			object = strings.Replace(object, `"replicas":7,`, "", 1)
			require.Greater(t, len(after), i, "%s\n=>\n%s", text, result.YAML)
			require.Equal(t, object, strings.Replace(after[i], `"replicas":7,`, "", 1), "%s\n=>\n%s", text, result.YAML)
		}
	})
	t.Logf("%d streams", rendered)
	require.NotZero(t, rendered)
}
