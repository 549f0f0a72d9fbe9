package keda

import (
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// Flow writes a value as Node does, in one line, as messages show it.
func Flow(v any) string {
	n := Node(v)
	flow(n)
	text, err := yaml.NewRNode(n).String()
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(text, "\n")
}

func flow(n *yaml.Node) {
	switch {
	case n.Kind != yaml.ScalarNode:
		n.Style = yaml.FlowStyle
	case n.Style != 0 && strings.ContainsAny(n.Value, `"\`) && !strings.Contains(n.Value, "\n"):
		// Quotes in PromQL are the double ones.
		n.Style = yaml.SingleQuotedStyle
	}
	for _, c := range n.Content {
		flow(c)
	}
}
