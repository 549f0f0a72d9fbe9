package keda

import (
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/encoding"
)

// Flow writes a value as Node does, in one line, as messages show it.
func Flow(v any) string {
	n := Node(v)
	each(n, func(n *yaml.Node) {
		if n.Kind != yaml.ScalarNode {
			n.Style = yaml.FlowStyle
		}
	})
	return strings.TrimSuffix(Lines(n), "\n")
}

// Lines writes a value as Node does, as text for an annotation. Quotes in PromQL are
// the double ones, so that what has any stands in single ones.
func Lines(v any) string {
	n := Node(v)
	each(n, func(n *yaml.Node) {
		if n.Kind == yaml.ScalarNode && n.Style&yaml.DoubleQuotedStyle != 0 && strings.ContainsAny(n.Value, `"\`) && !strings.ContainsAny(n.Value, "\n\t") {
			n.Style = yaml.SingleQuotedStyle
		}
	})
	text, err := encoding.Document(n)
	if err != nil {
		return "" // nothing that Node makes
	}
	return string(text)
}

func each(n *yaml.Node, do func(*yaml.Node)) {
	do(n)
	for _, c := range n.Content {
		each(c, do)
	}
}
