package fn_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/timelimit"
)

// odd contains unusual YAML, and text that is not YAML.
var odd = []string{
	"", "\n", "---\n---\n", "{", "\t", "null", "5", "- a\n- b\n", "kind: [a]\nmetadata: 5\n",
	"kind: Deployment\napiVersion: apps/v1\nmetadata: {name: prt-depl-modelhost-a, annotations: {autoscaling.modelhost.dev/cpu: 75}}\nspec: null\n",
	"a: &a [*a]\n", "a: &a {b: *a}\nkind: Secret\n", "&k kind: Deployment\n*k : b\n",
	"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c, *c]\n",
	"x: &x {name: prt-depl-modelhost-a, annotations: {autoscaling.modelhost.dev/gpu: '70'}}\nkind: Deployment\napiVersion: apps/v1\nmetadata: {<<: *x, namespace: m}\nspec: {replicas: 1}\n",
	"kind: Deployment\nkind: StatefulSet\napiVersion: apps/v1\nmetadata: {name: prt-depl-modelhost-a, name: b}\n",
	"kind: A\nspec: {a: 9223372036854775808, b: 1000640000, c: 1e400, d: -0, e: 0o17, f: 0xFFFFFFFFFFFFFFFFFF}\n",
	strings.Repeat("[", 200) + strings.Repeat("]", 200), strings.Repeat("{a: ", 200) + "1" + strings.Repeat("}", 200),
	"? {a: b}\n: c\nkind: Secret\n", "!!binary aGk=: !custom x\n", "kind: \"ScaledObject\\0\"\n", "# only a comment\n",
}

// FuzzRun checks for any package that the function does not panic, that unedited items stay, that
// errors leave everything unchanged, and that a second run changes nothing.
func FuzzRun(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txtar")
	require.NoError(f, err)
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		require.NoError(f, err)
		given, _ := sections(archive)
		f.Add(given["items.yaml"], given["config.yaml"])
	}
	for _, text := range odd {
		f.Add(text, "")
		f.Add(text, text)
	}
	f.Fuzz(func(t *testing.T, items, config string) {
		in := krm.Input{Items: parsable(items)}
		if configs := parsable(config); len(configs) > 0 {
			in.FunctionConfig = configs[0]
		}
		timelimit.Run(t, timelimit.PerInput, func() {
			out, _ := run(t, in)
			again(t, in, out)
		})
	})
}

// parsable returns the items in a text, none if the parser rejects it, panics, or does not
// reproduce it.
func parsable(text string) (items []*yaml.RNode) {
	defer func() {
		if r := recover(); r != nil {
			items = nil
		}
	}()
	items, err := parse(text)
	if err != nil {
		return nil
	}
	if _, err = parse(stream(texts(items))); err != nil {
		return nil
	}
	return items
}

// FuzzAnnotations checks the same for any annotations.
func FuzzAnnotations(f *testing.F) {
	seeds := [][2]string{
		{"triggers", "[{type: prometheus, metadata: {query: 'sum(x{a=\"$(key)\"})', threshold: '5'}}]"},
		{"triggers", "[{signal: rps, target: 5, window: 2m, activation: 1}, {signal: cpu, target: 70}]"},
		{"scaled-object", "{minReplicaCount: null, triggers: [], advanced: {scalingModifiers: {formula: gpu*2, target: '1'}}}"},
		{"scaled-object", "{advanced: {horizontalPodAutoscalerConfig: {name: x, behavior: {scaleUp: null}}}, triggers: null}"},
		{"behavior", "{scaleUp: {tolerance: 1e-3, policies: [{}]}}"},
		{"fallback", "{failureThreshold: 1}"},
		{"gpu", "70.5"},
		{"cpu", "1e3"},
		{"memory", "8Gi"},
		{"min-replicas", "0"},
		{"cooldown-period", "1h30m"},
		{"profile", "request-driven"},
		{"authentication", "none"},
		{"key", "k"},
		{"paused-replicas", "2147483647"},
		{"service", "a.b"},
		{"triggers", "[{type: prometheus, metadata: {query: 'x" + strings.Repeat(" or x", 60) + "', threshold: '5'}}]"},
		{"triggers", "[{type: prometheus, metadata: {query: 'sum(x)" + strings.Repeat(" + sum(x)", 60) + "', threshold: '5'}}]"},
		{"schedule", strings.Repeat("Mon-Fri 08:00-20:00 Europe/Berlin: 3\nSat 08:00-20:00 UTC: 2\n", 20)},
	}
	for i, one := range seeds {
		other := seeds[(i+3)%len(seeds)]
		f.Add(one[0], one[1], other[0], other[1])
	}
	f.Fuzz(func(t *testing.T, key1, value1, key2, value2 string) {
		host, err := yaml.Parse("{apiVersion: apps/v1, kind: Deployment, metadata: {name: prt-depl-modelhost-a, namespace: m}, spec: {replicas: 1}}")
		require.NoError(t, err)
		annotations := &yaml.Node{Kind: yaml.MappingNode, Tag: yaml.NodeTagMap}
		for _, kv := range [][2]string{{key1, value1}, {key2, value2}, {"rps", "5"}} {
			annotations.Content = append(annotations.Content,
				yaml.NewStringRNode("autoscaling.modelhost.dev/"+kv[0]).YNode(), yaml.NewStringRNode(kv[1]).YNode())
		}
		require.NoError(t, host.PipeE(yaml.Get("metadata"), yaml.SetField("annotations", yaml.NewRNode(annotations))))
		in := krm.Input{Items: []*yaml.RNode{host}}
		timelimit.Run(t, timelimit.PerInput, func() {
			out, c := run(t, in)
			again(t, in, out)
			for _, created := range c.created {
				_, err := parse(created)
				assert.NoError(t, err, "what is created is no YAML: %s", created)
			}
		})
	})
}
