package reconcile

import (
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/owned"
)

// configure brings an object of an earlier run to what is wanted now. Comments,
// labels and annotations that others put on it stay; if nothing differs, neither
// does the text.
func configure(item *yaml.RNode, wanted *yaml.Node) (changed bool) {
	current := inventory.Field(item.YNode())
	keepMetadata(inventory.Field(current, "metadata", "labels"), wanted, "labels", nil)
	keepMetadata(inventory.Field(current, "metadata", "annotations"), wanted, "annotations", ownAnnotations)
	if equal(current, wanted) {
		return false
	}
	copyComments(current, wanted)
	*current = *wanted
	return true
}

// ownAnnotations are those that follow from the plan alone: left out, they go.
var ownAnnotations = map[string]bool{
	keda.AnnotationTransferHPAOwnership: true,
	keda.AnnotationPaused:               true,
	keda.AnnotationPausedReplicas:       true,
	owned.Adopted:                       true,
}

// keepMetadata adds what others put on the object to what is wanted.
func keepMetadata(current, wanted *yaml.Node, field string, own map[string]bool) {
	if current == nil || current.Kind != yaml.MappingNode {
		return
	}
	metadata := inventory.Field(wanted, "metadata")
	target := inventory.Field(metadata, field)
	var kept []*yaml.Node
	for i := 0; i+1 < len(current.Content); i += 2 {
		if key := current.Content[i].Value; inventory.Field(target, key) == nil && !own[key] {
			kept = append(kept, current.Content[i], current.Content[i+1])
		}
	}
	if len(kept) == 0 {
		return
	}
	if target == nil {
		target = &yaml.Node{Kind: yaml.MappingNode, Tag: yaml.NodeTagMap}
		metadata.Content = append(metadata.Content, &yaml.Node{Kind: yaml.ScalarNode, Tag: yaml.NodeTagString, Value: field}, target)
	}
	target.Content = append(target.Content, kept...)
}

// equal compares values, whatever their order in mappings and their style.
func equal(a, b *yaml.Node) bool {
	if a == nil || b == nil || a.Kind != b.Kind {
		return a == b
	}
	switch a.Kind {
	case yaml.ScalarNode:
		return a.Value == b.Value && a.ShortTag() == b.ShortTag()
	case yaml.MappingNode:
		if len(a.Content) != len(b.Content) {
			return false
		}
		for i := 0; i+1 < len(a.Content); i += 2 {
			if !equal(a.Content[i+1], inventory.Field(b, a.Content[i].Value)) {
				return false
			}
		}
		return true
	}
	if len(a.Content) != len(b.Content) {
		return false
	}
	for i := range a.Content {
		if !equal(a.Content[i], b.Content[i]) {
			return false
		}
	}
	return true
}
