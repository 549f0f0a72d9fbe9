package host

import (
	"fmt"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/annotation"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// scalingAnnotations holds an object's scaling annotations. Keys have no prefix.
type scalingAnnotations struct {
	// keys lists all annotations in the object's order; values holds those with a scalar value.
	keys   []string
	values map[string]string
}

// readAnnotations reads an object's scaling annotations and reports misspelled prefixes. If a key
// of the object is duplicated, it reads every value.
func (f *finder) readAnnotations(o *inventory.Object) scalingAnnotations {
	g := scalingAnnotations{values: map[string]string{}}
	for _, metadata := range valuesOf(o.Field(), "metadata") {
		for _, annotations := range valuesOf(metadata, "annotations") {
			f.readBlock(o, annotations, &g)
		}
	}
	return g
}

// readBlock reads one mapping of annotations.
func (f *finder) readBlock(o *inventory.Object, n *yaml.Node, into *scalingAnnotations) {
	if n.Kind != yaml.MappingNode {
		if containsText(n, f.spec.AnnotationPrefix+"/") {
			f.add(o, finding.Finding{
				Rule: RuleMisplaced.ID, Severity: RuleMisplaced.Severity, Field: "metadata.annotations",
				Message: "is not an object; the scaling annotations in it are ignored", Hint: "put each annotation on its own line, as name: \"value\"",
			})
		}
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		prefix, key, found := strings.Cut(n.Content[i].Value, "/")
		switch {
		case !found:
		case prefix == f.spec.AnnotationPrefix:
			f.readValue(o, into, key, n.Content[i+1])
		case o.IsWorkload() && isSimilar(prefix, f.spec.AnnotationPrefix):
			f.addMisspelledPrefix(o, prefix, key, n.Content[i].Value)
		}
	}
}

// addMisspelledPrefix reports an annotation with a prefix similar to the configured one. A known
// key with nearly the default prefix is certainly a typo. With a custom prefix it may not be: two
// installations may use prefixes that differ in one letter.
func (f *finder) addMisspelledPrefix(o *inventory.Object, prefix, key, name string) {
	found := finding.Finding{
		Rule: RuleSimilarPrefix.ID, Severity: RuleSimilarPrefix.Severity, Field: annotationField(name),
		Message: fmt.Sprintf("unknown prefix %q; this annotation is ignored", prefix),
		Hint:    fmt.Sprintf("did you mean %s/%s?", f.spec.AnnotationPrefix, key),
	}
	if f.spec.AnnotationPrefix == config.DefaultAnnotationPrefix && slices.Contains(annotation.Names(f.signals), key) {
		found.Rule, found.Severity = RuleMisspelledPrefix.ID, RuleMisspelledPrefix.Severity
	}
	f.add(o, found)
}

// containsText reports whether any scalar of a node contains a text.
func containsText(n *yaml.Node, text string) bool {
	return strings.Contains(n.Value, text) || slices.ContainsFunc(n.Content, func(c *yaml.Node) bool { return containsText(c, text) })
}

// readValue reads one annotation. If its key is duplicated, the first value counts; the rule
// about duplicate keys reports the others.
func (f *finder) readValue(o *inventory.Object, into *scalingAnnotations, key string, value *yaml.Node) {
	if slices.Contains(into.keys, key) {
		return
	}
	into.keys = append(into.keys, key)
	message, hint := checkString(value)
	if message != "" {
		f.add(o, finding.Finding{
			Rule: RuleInvalidValue.ID, Severity: RuleInvalidValue.Severity, Field: annotationField(f.spec.AnnotationPrefix + "/" + key),
			Message: message, Hint: hint,
		})
	}
	if value.Kind == yaml.ScalarNode && value.ShortTag() != yaml.NodeTagNull {
		into.values[key] = value.Value
	}
}

// booleans are the words that YAML 1.1, and therefore Kubernetes, reads as true or false.
var booleans = []string{"y", "yes", "n", "no", "on", "off", "true", "false"}

// checkString returns why Kubernetes rejects a value for an annotation, or "".
func checkString(value *yaml.Node) (message, hint string) {
	switch {
	case value.Kind != yaml.ScalarNode:
		return "is not a string; Kubernetes rejects it", "make the YAML a block string: add | after the colon"
	case value.ShortTag() == yaml.NodeTagNull:
		return "has no value", "set a value, or remove the annotation"
	case value.Style == 0 && slices.Contains(booleans, strings.ToLower(value.Value)), value.ShortTag() != yaml.NodeTagString:
		return "is not a string; Kubernetes rejects it", fmt.Sprintf("quote it: %q", value.Value)
	}
	return "", ""
}

// valuesOf returns all values that a mapping has for a key. Only invalid YAML has more than one.
func valuesOf(n *yaml.Node, key string) []*yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	var values []*yaml.Node
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			values = append(values, n.Content[i+1])
		}
	}
	return values
}

// maxEdits limits how many letters may differ in a misspelled prefix. With more, it may well
// belong to another tool.
const maxEdits = 2

func isSimilar(prefix, own string) bool { return suggest.Within(maxEdits, prefix, own) }
