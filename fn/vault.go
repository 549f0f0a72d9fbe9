package fn

import (
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/lazyregexp"
)

// These annotations tell the Argo CD Vault Plugin where the values of an object's placeholders are,
// and which objects to ignore.
const (
	vaultPath   = "avp.kubernetes.io/path"
	vaultIgnore = "avp.kubernetes.io/ignore"
)

// vaultPlaceholder matches the placeholders of the plugin: <key>, with or without modifiers,
// and <path:…#key>. Like the plugin, it matches anything between < and > on a line, comparisons
// included.
var vaultPlaceholder = lazyregexp.New(`<[^>\n]+>`)

// vaultValue is a scalar with a placeholder, and its original value.
type vaultValue struct {
	node     *yaml.Node
	original string
}

// expandVaultPaths rewrites the Argo CD Vault Plugin's placeholders of the form <key> as
// <path:…#key> if an annotation of the object contains the path. Without the annotation, <key> is
// not a placeholder. restore undoes the change.
func expandVaultPaths(items []*yaml.RNode) (restore func()) {
	var values []vaultValue
	for _, item := range items {
		annotations := inventory.Field(item.YNode(), "metadata", "annotations")
		path := inventory.Text(inventory.Field(annotations, vaultPath))
		if path == "" || inventory.Text(inventory.Field(annotations, vaultIgnore)) == "true" {
			continue
		}
		expandVaultPathsIn(item.YNode(), annotations, path, &values)
	}
	return func() {
		for _, v := range values {
			v.node.Value = v.original
		}
	}
}

// expandVaultPathsIn rewrites the placeholders below a node, except in annotations: generated
// objects do not have the annotation with the path.
func expandVaultPathsIn(n, annotations *yaml.Node, path string, values *[]vaultValue) {
	switch {
	case n == annotations:
	case n.Kind == yaml.ScalarNode:
		if !strings.Contains(n.Value, "<") {
			return
		}
		full := vaultPlaceholder.Regexp().ReplaceAllStringFunc(n.Value, func(found string) string {
			if strings.HasPrefix(found, "<path:") {
				return found
			}
			return "<path:" + path + "#" + found[len("<"):]
		})
		if full != n.Value {
			*values = append(*values, vaultValue{n, n.Value})
			n.Value = full
		}
	case n.Kind == yaml.MappingNode:
		for i := 1; i < len(n.Content); i += 2 {
			expandVaultPathsIn(n.Content[i], annotations, path, values)
		}
	default:
		for _, c := range n.Content {
			expandVaultPathsIn(c, annotations, path, values)
		}
	}
}
