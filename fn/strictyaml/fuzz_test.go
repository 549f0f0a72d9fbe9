package strictyaml_test

import (
	"encoding/json"
	"testing"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		"", "~", "a: b", "minReplicas: 3\nmetadata: {query: up}\nwords: [a]",
		"profiles: &p {gpu: {words: [*p]}}", "any: {<<: {a: b}, 1: 2}", "big: 0x7fffffffffffffffff",
		"node: &a [*a, *a]", "plain: !!binary aGk=", "ratio: -.inf", "interval: {15s: }",
		"? [a]\n: b", "!!set {a, b}", "enabled: !!bool yes", "big: !!int 1_0", "any: 1e999", "any: 2001-12-14t21:59:43.10-05:00",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		node, problems := strictyaml.Parse(text, "p")
		if (node == nil) == (len(problems) == 0) {
			t.Fatalf("either a node or problems: %v %v", node, problems)
		}
		var s spec
		strictyaml.Decode(node, "p", &s)
		var v any
		if len(strictyaml.Decode(node, "p", &v)) > 0 {
			return
		}
		if _, err := json.Marshal(v); err != nil {
			t.Fatal(err)
		}
	})
}

// FuzzDecodeTree decodes trees that no parser returns.
func FuzzDecodeTree(f *testing.F) {
	f.Add([]byte{4, 8, 0, 8, 1, 16, 2, 0, 0}, "minReplicas")
	f.Add([]byte{2, 4, 16, 16, 8, 255}, "!!int")
	f.Fuzz(func(_ *testing.T, shape []byte, value string) {
		nodes := make([]*yaml.Node, len(shape))
		for i := range nodes {
			nodes[i] = &yaml.Node{}
		}
		tags := []string{"", value, "!!str", "!!int", "!!float", "!!bool", "!!null", "!!merge", "!!map", "!"}
		for i, b := range shape {
			n := nodes[i]
			n.Kind, n.Tag, n.Value = yaml.Kind(b&31), tags[int(b)%len(tags)], value
			other := nodes[(i*7+int(b))%len(nodes)]
			n.Alias = other
			n.Content = []*yaml.Node{nodes[(i+1)%len(nodes)], other, nil}[:int(b)%4]
		}
		if len(nodes) == 0 {
			return
		}
		var s spec
		strictyaml.Decode(nodes[0], "p", &s)
		var v any
		strictyaml.Decode(nodes[0], "p", &v)
	})
}
