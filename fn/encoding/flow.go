package encoding

import (
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// Flow encodes a value on one line, for messages.
func Flow(v any) string {
	n := Node(v)
	each(n, func(n *yaml.Node) {
		if n.Kind != yaml.ScalarNode {
			n.Style = yaml.FlowStyle
		}
	})
	return strings.TrimSuffix(Lines(n), "\n")
}

// Lines encodes a value as the text of an annotation. Strings that contain double quotes,
// as PromQL does, get single ones.
func Lines(v any) string {
	n := Node(v)
	each(n, func(n *yaml.Node) {
		if n.Kind == yaml.ScalarNode && n.Style&yaml.DoubleQuotedStyle != 0 && strings.ContainsAny(n.Value, `"\`) && !strings.ContainsAny(n.Value, "\n\t") {
			n.Style = yaml.SingleQuotedStyle
		}
	})
	text, err := Document(n)
	if err != nil {
		return "" // Node returns nothing that cannot be encoded
	}
	return string(text)
}
