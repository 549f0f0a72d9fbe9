package inventory

import "sigs.k8s.io/kustomize/kyaml/yaml"

// Field returns the value at a path of keys, or nil if there is no such field.
func Field(n *yaml.Node, names ...string) *yaml.Node {
	if n != nil && n.Kind == yaml.DocumentNode && len(n.Content) == 1 {
		n = n.Content[0]
	}
	for _, name := range names {
		if n == nil || n.Kind != yaml.MappingNode {
			return nil
		}
		n = lastValue(n, name)
	}
	return n
}

// lastValue returns the value of a key, or nil. If the key is duplicated, the last value counts,
// as it does for Kubernetes.
func lastValue(mapping *yaml.Node, key string) *yaml.Node {
	for i := len(mapping.Content)/2*2 - 2; i >= 0; i -= 2 {
		if mapping.Content[i].Value == key {
			return mapping.Content[i+1]
		}
	}
	return nil
}

// Text returns the value of a scalar, or "" for null and for anything else.
func Text(n *yaml.Node) string {
	if n == nil || n.Kind != yaml.ScalarNode || n.ShortTag() == yaml.NodeTagNull {
		return ""
	}
	return n.Value
}

// Texts returns the scalars of a mapping by key.
func Texts(n *yaml.Node) map[string]string {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	texts := make(map[string]string, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		texts[n.Content[i].Value] = Text(n.Content[i+1])
	}
	return texts
}

// Elements returns the elements of a sequence.
func Elements(n *yaml.Node) []*yaml.Node {
	if n == nil || n.Kind != yaml.SequenceNode {
		return nil
	}
	return n.Content
}
