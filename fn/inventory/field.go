package inventory

import "sigs.k8s.io/kustomize/kyaml/yaml"

// Field follows names through mappings; nil where there is no such field.
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

// lastValue is the last one of a key that is given twice, as Kubernetes' readers have it.
func lastValue(mapping *yaml.Node, key string) *yaml.Node {
	for i := len(mapping.Content)/2*2 - 2; i >= 0; i -= 2 {
		if mapping.Content[i].Value == key {
			return mapping.Content[i+1]
		}
	}
	return nil
}

// Text is a scalar's text; "" for anything else and for null.
func Text(n *yaml.Node) string {
	if n == nil || n.Kind != yaml.ScalarNode || n.ShortTag() == yaml.NodeTagNull {
		return ""
	}
	return n.Value
}

// Texts is a mapping's scalars by key.
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

// Elements are a sequence's elements.
func Elements(n *yaml.Node) []*yaml.Node {
	if n == nil || n.Kind != yaml.SequenceNode {
		return nil
	}
	return n.Content
}
