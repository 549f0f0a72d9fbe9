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

// scalingAnnotations are an object's annotations of intent, by their key without prefix.
type scalingAnnotations struct {
	// keys are those of all, in the object's order; texts are of those that can be read.
	keys   []string
	values map[string]string
}

// readAnnotations reads an object's annotations of intent and reports those that
// nearly are. Where a key stands twice, all that is under it is looked at.
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
				Message: "is not a mapping, so that nobody reads the intent in it", Hint: "write each annotation on a line of its own, as name: \"value\"",
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

// addMisspelledPrefix reports an annotation whose prefix is close to ours. A known key under nearly
// the default prefix is certainly a typo. A custom prefix may have neighbors: two
// installations may differ in one letter.
func (f *finder) addMisspelledPrefix(o *inventory.Object, prefix, key, name string) {
	found := finding.Finding{
		Rule: RuleSimilarPrefix.ID, Severity: RuleSimilarPrefix.Severity, Field: annotationField(name),
		Message: fmt.Sprintf("%q is close to the prefix of scaling annotations; this annotation is ignored", prefix),
		Hint:    fmt.Sprintf("did you mean %s/%s?", f.spec.AnnotationPrefix, key),
	}
	if f.spec.AnnotationPrefix == config.DefaultAnnotationPrefix && slices.Contains(annotation.Names(f.signals), key) {
		found.Rule, found.Severity = RuleMisspelledPrefix.ID, RuleMisspelledPrefix.Severity
	}
	f.add(o, found)
}

// containsText says whether a text stands anywhere in a node.
func containsText(n *yaml.Node, text string) bool {
	return strings.Contains(n.Value, text) || slices.ContainsFunc(n.Content, func(c *yaml.Node) bool { return containsText(c, text) })
}

// readValue takes an annotation's text. Of one given twice the first is taken: the
// rule about duplicate keys reports the other.
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

// booleans are words that YAML 1.1 takes for true and false, and Kubernetes with it.
var booleans = []string{"y", "yes", "n", "no", "on", "off", "true", "false"}

// checkString says why Kubernetes does not take a value for an annotation's; "" where it does.
func checkString(value *yaml.Node) (message, hint string) {
	switch {
	case value.Kind != yaml.ScalarNode:
		return "is not a string; Kubernetes refuses it", "write the YAML as a block of text: put | behind the colon"
	case value.ShortTag() == yaml.NodeTagNull:
		return "has no value", "give it one, or remove it"
	case value.Style == 0 && slices.Contains(booleans, strings.ToLower(value.Value)), value.ShortTag() != yaml.NodeTagString:
		return "is not a string; Kubernetes refuses it", fmt.Sprintf("quote it: %q", value.Value)
	}
	return "", ""
}

// valuesOf is every value that a mapping has under a key: more than one only in YAML
// that is wrong.
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

// maxEdits is how many letters a prefix may be off and still be meant as ours.
// With more it may well be somebody else's.
const maxEdits = 2

func isSimilar(prefix, own string) bool { return suggest.Within(maxEdits, prefix, own) }
