package importer

import (
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// Patch is metadata to add to an object.
type Patch struct {
	Object              *inventory.Object
	Labels, Annotations []Pair
}

// Pair is a label or an annotation.
type Pair struct{ Name, Value string }

// Field is a metadata field that a patch changes.
type Field struct {
	Name  string
	Pairs []Pair
}

// Fields returns the metadata fields that the patch changes.
func (p Patch) Fields() []Field {
	var fields []Field
	for _, f := range []Field{{"labels", p.Labels}, {"annotations", p.Annotations}} {
		if len(f.Pairs) > 0 {
			fields = append(fields, f)
		}
	}
	return fields
}

// ApplyTo returns a copy of an object with the patch applied.
func (p Patch) ApplyTo(n *yaml.Node) *yaml.Node {
	object := yaml.NewRNode(n).Copy().YNode()
	root := object
	if root.Kind == yaml.DocumentNode && len(root.Content) == 1 {
		root = root.Content[0]
	}
	metadata := blockMapping(root, "metadata")
	for _, field := range p.Fields() {
		into := blockMapping(metadata, field.Name)
		for _, pair := range field.Pairs {
			if value := inventory.Field(into, pair.Name); value != nil {
				wanted := encoding.Node(pair.Value)
				value.Value, value.Tag, value.Style = wanted.Value, wanted.Tag, wanted.Style
				continue
			}
			into.Content = append(into.Content, encoding.Node(pair.Name), encoding.Node(pair.Value))
		}
	}
	return object
}

// blockMapping returns the mapping for a key, in block style, because flow style cannot hold
// block scalars. It adds the mapping if it is absent.
func blockMapping(parent *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(parent.Content); i += 2 {
		if parent.Content[i].Value != key {
			continue
		}
		value := parent.Content[i+1]
		if value.Kind != yaml.MappingNode {
			*value = yaml.Node{Kind: yaml.MappingNode, Tag: yaml.NodeTagMap, LineComment: value.LineComment}
		}
		if value.Style&yaml.FlowStyle != 0 {
			value.Style &^= yaml.FlowStyle
			parent.Content[i].LineComment, value.LineComment = value.LineComment, ""
		}
		return value
	}
	value := &yaml.Node{Kind: yaml.MappingNode, Tag: yaml.NodeTagMap}
	parent.Content = append(parent.Content, encoding.Node(key), value)
	return value
}

// MappingNode returns pairs as a YAML mapping, or nil if there are none.
func MappingNode(pairs []Pair) *yaml.Node {
	if len(pairs) == 0 {
		return nil
	}
	m := &yaml.Node{Kind: yaml.MappingNode, Tag: yaml.NodeTagMap}
	for _, p := range pairs {
		m.Content = append(m.Content, encoding.Node(p.Name), encoding.Node(p.Value))
	}
	return m
}
