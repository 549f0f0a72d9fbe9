package kustomize

import (
	"encoding/json"
	"strings"

	kyaml "sigs.k8s.io/kustomize/kyaml/yaml"
	"sigs.k8s.io/yaml"

	"modelhost.dev/scale-modelhosts/fn/lazyregexp"
)

// plainNumber matches numbers that JSON and YAML write alike.
var plainNumber = lazyregexp.New(`^-?(0|[1-9][0-9]{0,14})$`)

// NormalizeItems converts items to the form in which kustomize passes them to a program:
// annotations are strings, since kustomize adds one of its own and rewrites all of them.
func NormalizeItems(items []*kyaml.RNode) error {
	for _, item := range items {
		if annotations := item.GetAnnotations(); len(annotations) > 0 {
			if err := item.SetAnnotations(annotations); err != nil {
				return err
			}
		}
	}
	return normalizeScalars(items)
}

// normalizeScalars rewrites the scalars of items as a program receives them: converted to JSON,
// which has no 0644, 1_000, 1.0 or dates. Otherwise the function, and transformers that later copy
// values as text, would see different values.
func normalizeScalars(items []*kyaml.RNode) error {
	for _, item := range items {
		if err := normalizeNode(item.YNode()); err != nil {
			return err
		}
	}
	return nil
}

func normalizeNode(n *kyaml.Node) error {
	if n == nil {
		return nil
	}
	for i, child := range n.Content {
		if n.Kind == kyaml.MappingNode && i%2 == 0 {
			continue
		}
		if err := normalizeNode(child); err != nil {
			return err
		}
	}
	if n.Kind != kyaml.ScalarNode || isPlain(n) {
		return nil
	}
	return normalizeScalar(n)
}

// isPlain reports whether a scalar certainly reads the same in JSON, which nearly all do.
func isPlain(n *kyaml.Node) bool {
	switch n.Tag {
	case kyaml.NodeTagString:
		return true
	case kyaml.NodeTagInt:
		return plainNumber.MatchString(n.Value)
	case kyaml.NodeTagBool:
		return n.Value == "true" || n.Value == "false"
	case kyaml.NodeTagNull:
		return true
	}
	return false
}

func normalizeScalar(n *kyaml.Node) error {
	var value any
	if err := n.Decode(&value); err != nil {
		return err
	}
	asJSON, err := json.Marshal(value)
	if err != nil {
		return err
	}
	text, err := yaml.JSONToYAML(asJSON)
	if err != nil {
		return err
	}
	read, err := kyaml.Parse(strings.TrimSpace(string(text)))
	if err != nil {
		return err
	}
	to := read.YNode()
	n.Value, n.Tag, n.Style = to.Value, to.Tag, to.Style
	return nil
}
