package source

import (
	"fmt"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/crd"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// misspelledObject is a document that would be an object if its apiVersion and kind were present
// and spelled correctly. kubectl rejects it.
type misspelledObject struct {
	object         *yaml.RNode
	field, message string
	hint           string
}

func (m misspelledObject) Error() string { return m.field + ": " + m.message }

func (m misspelledObject) finding(file string) finding.Finding {
	resource := inventory.Describe(0, m.object)
	if resource.Kind == "item" {
		resource.Kind, resource.Name = "", inventory.Text(inventory.Field(m.object.YNode(), "metadata", "name"))
	}
	return finding.Finding{Rule: finding.APIVersionID, Severity: finding.Error, Resource: resource, File: file, Field: m.field, Message: m.message, Hint: m.hint}
}

// misspelling looks for the apiVersion and kind of a document that lacks one of them: under a key
// with a similar name, or by what the other one implies. A values file has neither.
func misspelling(doc *yaml.RNode) (misspelledObject, bool) {
	n := doc.YNode()
	version, kind := inventory.Text(inventory.Field(n, "apiVersion")), inventory.Text(inventory.Field(n, "kind"))
	if n.Kind != yaml.MappingNode || version != "" && kind != "" || placeholder.In(version+kind) {
		return misspelledObject{}, false
	}
	for _, missing := range []struct{ field, value, other string }{{"apiVersion", version, kind}, {"kind", kind, version}} {
		if missing.value != "" || missing.other == "" {
			continue
		}
		if key := nearKey(n, missing.field); key != "" {
			return misspelledObject{doc, key, "no object has this key; kubectl rejects it without " + missing.field, "rename it to " + missing.field}, true
		}
	}
	isSpecified := inventory.Field(n, "spec") != nil || inventory.Field(n, "metadata") != nil
	for _, group := range crd.Groups() {
		switch {
		case version == "" && kind != "" && isSpecified && slices.Contains(crd.Kinds(group), kind):
			return misspelledObject{doc, "apiVersion", "is missing; kubectl rejects the object", "use apiVersion: " + group + "/" + suggest.Alternatives(crd.Versions(group, kind))}, true
		case kind == "" && isSpecified && strings.HasPrefix(version, group+"/"):
			return misspelledObject{doc, "kind", "is missing; kubectl rejects the object", fmt.Sprintf("use kind: %s", suggest.Alternatives(crd.Kinds(group)))}, true
		}
	}
	return misspelledObject{}, false
}

// nearKey returns the key of an object that differs from a field's name by two letters at most.
func nearKey(n *yaml.Node, field string) string {
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if key.Value != field && inventory.Text(value) != "" && suggest.Within(min(2, len(field)/4), key.Value, field) {
			return key.Value
		}
	}
	return ""
}
