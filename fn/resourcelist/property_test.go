package resourcelist

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
	"sigs.k8s.io/kustomize/kyaml/yaml"
	sigs "sigs.k8s.io/yaml"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/yamltext/yamldraw"
)

// drawnList is a ResourceList with a model host, its HPA, and objects of others.
func drawnList(t *rapid.T) string {
	w := yamldraw.New(t)
	w.Calm = rapid.Bool().Draw(t, "calm")
	w.Aliases = !w.Calm && rapid.Bool().Draw(t, "aliases")
	indent := rapid.SampledFrom([]int{0, 2}).Draw(t, "dash")
	var b strings.Builder
	b.WriteString("apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n")
	if rapid.Bool().Draw(t, "config") {
		b.WriteString("functionConfig:\n  apiVersion: v1\n  kind: ConfigMap\n  metadata:\n    name: x\n" + w.Field(2, "other", 1))
	}
	b.WriteString("items:\n")
	in := indent + 2
	margin := strings.Repeat(" ", in)
	for i := range rapid.IntRange(1, 5).Draw(t, "items") {
		b.WriteString(strings.Repeat(" ", indent) + "- ")
		name := fmt.Sprintf("n%d", i)
		switch rapid.IntRange(0, 3).Draw(t, "item") {
		case 0:
			b.WriteString("apiVersion: apps/v1\n" + margin + "kind: Deployment\n" + margin + "metadata:\n" + margin + "  name: prt-depl-modelhost-" + name + "\n" + margin + "  namespace: m\n" +
				margin + "  annotations:\n" + margin + "    autoscaling.modelhost.dev/gpu: \"70\"\n" + margin + "spec:\n" + w.Field(in+2, "extra", 2) + margin + "  replicas: 7\n" + w.Field(in+2, "more", 2) +
				margin + "  template:\n" + margin + "    spec:\n" + margin + "      containers:\n" + margin + "      - name: model\n")
		case 1:
			b.WriteString("apiVersion: autoscaling/v2\n" + margin + "kind: HorizontalPodAutoscaler\n" + margin + "metadata:\n" + margin + "  name: h" + name + "\n" + margin + "  namespace: m\n" +
				margin + "spec:\n" + margin + "  maxReplicas: 5\n" + margin + "  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: prt-depl-modelhost-n0}\n" + w.Field(in, "x", 1))
		default:
			b.WriteString("apiVersion: v1\n" + margin + "kind: ConfigMap\n" + margin + "metadata:\n" + margin + "  name: " + name + "\n" + w.Field(in, "data", 2) + w.Field(in, "more", 1))
		}
	}
	return strings.ReplaceAll(b.String(), "\n", rapid.SampledFrom([]string{"\n", "\n", "\n", "\n", "\r\n", "\r"}).Draw(t, "breaks"))
}

// seen is a list's items as a reader of JSON has them.
func seen(t require.TestingT, text []byte) []string {
	out, err := sigs.YAMLToJSON(text)
	require.NoError(t, err, "%s", text)
	var l struct {
		Items []any `json:"items"`
	}
	require.NoError(t, json.Unmarshal(out, &l))
	items := make([]string, len(l.Items))
	for i := range l.Items {
		text, err := json.Marshal(l.Items[i])
		require.NoError(t, err)
		items[i] = string(text)
	}
	return items
}

func output(t require.TestingT, l *List) []byte {
	var out bytes.Buffer
	require.NoError(t, l.Write(&out, fn.Run(fn.Input{Items: l.Items})))
	return out.Bytes()
}

// isStranger reports whether a run has no business with an item.
func isStranger(item string) bool { return strings.Contains(item, `"kind":"ConfigMap"`) }

func strangers(items []string) []string {
	var found []string
	for _, item := range items {
		if isStranger(item) {
			found = append(found, item)
		}
	}
	return found
}

// Whatever way a list is read, a reader of its JSON sees the same before and after, but
// for what the function edits, and both ways agree on that.
func TestNothingIsLost(t *testing.T) {
	valid, fast := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		text := []byte(drawnList(t))
		if _, err := sigs.YAMLToJSON(text); err != nil {
			return // JSON has no such keys, or it is not YAML
		}
		var node yaml.Node
		if yaml.NewDecoder(bytes.NewReader(text)).Decode(&node) != nil {
			return
		}
		valid++
		before := seen(t, text)
		if _, ok := split(text); ok {
			fast++
		}
		l, err := Read(text)
		require.NoError(t, err, "%s", text)
		after := output(t, l)
		full, err := readWhole(text)
		require.NoError(t, err)
		afterFull := output(t, full)

		items := seen(t, after)
		require.Equal(t, seen(t, afterFull), items, "the two ways differ:\n%s\n=>\n%s\nand\n%s", text, after, afterFull)
		require.Equal(t, strangers(before), strangers(items), "%s\n=>\n%s", text, after)
		for _, item := range before {
			if strings.HasPrefix(item, `{"apiVersion":"apps/v1","kind":"Deployment"`) {
				found := false
				for _, got := range items {
					found = found || got == strings.Replace(item, `"replicas":7,`, "", 1) || got == item
				}
				require.True(t, found, "a Deployment changed: %s\n%q\n%s\n=>\n%s", item, items, text, after)
			}
		}
	})
	t.Logf("%d lists, %d of them read by lines", valid, fast)
	require.NotZero(t, fast)
	require.Less(t, fast, valid)
}
