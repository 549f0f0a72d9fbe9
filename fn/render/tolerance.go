package render

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/rooted"
)

// tolerance is what is done about parts of a package that are no objects. One that
// is rendered must have none, for they would be lost; one that is judged is judged
// without them, and they are named.
type tolerance struct {
	lenient bool
	odd     finding.List
	// root is Options.Root.
	root *rooted.Root
	// originals are nil where nobody asks for them.
	originals originals
}

// document is told of a document that cannot be read as an object.
func (t *tolerance) document(file string, d document, err error) error {
	if !t.lenient {
		return fmt.Errorf("document %d (line %d): %w", d.number, d.line, err)
	}
	var m misspelled
	if errors.As(err, &m) {
		t.odd = append(t.odd, m.finding(file))
		return nil
	}
	hint := ""
	if strings.Contains(d.text, "{{") {
		hint = "if it is a template, check what comes out of it, such as `helm template` in front of `check -`"
	}
	t.note(file, documentField(d.number), fmt.Sprintf("beginning on line %d, is not judged: %v", d.firstLine(), err), hint)
	return nil
}

// documentField is a document in the place of a finding's field.
func documentField(number int) string { return fmt.Sprintf("document %d", number) }

// part is told of a part of a file, or of all of it, that is not understood here.
func (t *tolerance) part(file, field string, err error) error {
	if !t.lenient {
		if field != "" {
			return fmt.Errorf("%s: %w", field, err)
		}
		return err
	}
	t.note(file, field, "is not judged: "+err.Error(), "")
	return nil
}

func (t *tolerance) note(file, field, message, hint string) {
	t.odd = append(t.odd, finding.Finding{
		Rule: fn.RuleNotJudged, Severity: finding.Info, File: file, Field: field, Message: message, Hint: hint,
	})
}

var (
	errTemplate = errors.New("it has {{ }} where Kubernetes has names and values")
	errBinary   = errors.New("it is no text")
)

// unreadable says whether there is no use in looking for documents in a text. It is
// asked by those who judge; a render's parser has messages of its own.
func (t *tolerance) unreadable(text []byte) bool {
	return t.lenient && bytes.IndexByte(text, 0) >= 0
}

// templated says whether what was read as YAML is a template: {{ }} without quotes
// is a mapping whose key is a mapping, which no object of Kubernetes has.
func templated(d document, object *yaml.RNode) bool {
	if !strings.Contains(d.text, "{{") {
		return false
	}
	name := inventory.Text(inventory.Field(object.YNode(), "metadata", "name"))
	return strings.Contains(name, "{{") || hasComplexKey(object.YNode())
}

func hasComplexKey(n *yaml.Node) bool {
	for i, c := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 && c.Kind != yaml.ScalarNode && c.Kind != yaml.AliasNode {
			return true
		}
		if hasComplexKey(c) {
			return true
		}
	}
	return false
}
