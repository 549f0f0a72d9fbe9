package reconcile

import (
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/httpaddon"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/managed"
)

// update changes an object of an earlier render to the wanted one. It keeps comments, and labels
// and annotations that others added. If nothing differs, the text stays the same.
func update(item *yaml.RNode, wanted *yaml.Node) (changed bool) {
	current := inventory.Field(item.YNode())
	keepManager(inventory.Field(current, "metadata", "labels"), inventory.Field(wanted, "metadata", "labels"))
	keepMetadata(inventory.Field(current, "metadata", "labels"), wanted, "labels", nil)
	own := ownAnnotations
	if isCompanion(inventory.Text(inventory.Field(wanted, "kind"))) {
		own = companionAnnotations
	}
	keepMetadata(inventory.Field(current, "metadata", "annotations"), wanted, "annotations", own)
	if inventory.Equal(current, wanted) {
		return false
	}
	copyComments(current, wanted)
	*current = *wanted
	return true
}

// keepManager keeps a managed-by label that another tool has set: the tool would set it
// again after each render.
func keepManager(current, wanted *yaml.Node) {
	there, ours := inventory.Field(current, managed.ManagedBy), inventory.Field(wanted, managed.ManagedBy)
	if ours != nil && inventory.Text(there) != "" && inventory.Text(there) != managed.Manager {
		*ours = *encoding.Node(inventory.Text(there))
	}
}

// ownAnnotations are annotations that only the plan sets. Those that it leaves out are
// removed.
var ownAnnotations = map[string]bool{
	keda.AnnotationTransferHPAOwnership: true,
	keda.AnnotationPaused:               true,
	keda.AnnotationPausedReplicas:       true,
	managed.AnnotationAdopted:           true,
}

// companionAnnotations are the annotations of objects that are generated beside a
// ScaledObject.
var companionAnnotations = map[string]bool{config.AnnotationSyncWave: true, httpaddon.AnnotationSkipScaledObject: true}

// keepMetadata adds labels or annotations that others added to what is wanted.
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
