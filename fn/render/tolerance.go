package render

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/rooted"
)

// tolerance is what is done about parts of a package that are no objects. One that
// is rendered must have none, for they would be lost. One that is checked is checked
// without them: what is no Kubernetes YAML is skipped, and what is broken is a failure.
type tolerance struct {
	lenient  bool
	skipped  []finding.Skipped
	failures []finding.Failure
	// findings are about documents that are nearly objects.
	findings finding.List
	// root is Options.Root.
	root *rooted.Root
	// originals are nil where nobody asks for them.
	originals originals
}

// document handles a document that cannot be read as an object.
func (t *tolerance) document(file string, d document, err error) error {
	field := documentField(d.number)
	var m misspelled
	switch {
	case !t.lenient:
		return fmt.Errorf("%s: %w", documentLine(d), err)
	case errors.As(err, &m):
		t.findings = append(t.findings, m.finding(file))
	case errors.Is(err, errTemplate) || isTemplate(d.text):
		t.skip(finding.Skipped{Kind: finding.KindTemplate, File: file, Field: field, Reason: "it is a template", Hint: "check its rendered output, such as with `helm template` piped into `check -`"})
	case errors.As(err, &notObject{}):
		t.skip(finding.Skipped{Kind: finding.KindForeign, File: file, Field: field, Reason: err.Error()})
	default:
		t.failures = append(t.failures, finding.Failure{File: file, Line: d.firstLine(), Message: documentLine(d) + ": " + err.Error()})
	}
	return nil
}

// documentField is a document in the place of a finding's field.
func documentField(number int) string { return fmt.Sprintf("document %d", number) }

// part handles a part of a file, or all of it, that is not understood here.
func (t *tolerance) part(kind finding.Kind, file, field string, err error) error {
	if !t.lenient {
		if field != "" {
			return fmt.Errorf("%s: %w", field, err)
		}
		return err
	}
	t.skip(finding.Skipped{Kind: kind, File: file, Field: field, Reason: err.Error()})
	return nil
}

// file handles a file that cannot be read. By its name it is a part of the package, so that
// whoever applies it fails, too.
func (t *tolerance) file(file string, err error) error {
	err = unread(file, err)
	if !t.lenient {
		return err
	}
	t.failures = append(t.failures, finding.Failure{File: file, Message: err.Error()})
	return nil
}

// unread is the error of a file that cannot be read, without its name, and with a fix.
func unread(file string, err error) error {
	what := "cannot be read: " + reason(err)
	switch {
	case errors.Is(err, errBinary), errors.Is(err, rooted.ErrNotRegular):
		what = err.Error()
	case errors.Is(err, fs.ErrNotExist):
		what = "it is a broken symbolic link"
	}
	switch {
	case file == "":
		return errors.New(what)
	case path.Base(file) == kptfileName:
		return fmt.Errorf("%s; fix it", what)
	}
	return fmt.Errorf("%s; fix it, remove it, or name it in %s", what, ignoreFile)
}

func (t *tolerance) skip(s finding.Skipped) { t.skipped = append(t.skipped, s) }

// odd lists what is skipped as notes, for commands that print one for each.
func (t *tolerance) odd() finding.List {
	var notes finding.List
	for _, s := range t.skipped {
		notes = append(notes, s.Finding())
	}
	return notes
}

// leftOut lists what is skipped as notes, for commands that print what is not.
func (t *tolerance) leftOut() finding.List {
	var notes finding.List
	for _, s := range t.skipped {
		notes = append(notes, finding.Finding{Rule: finding.RuleNotChecked.ID, Severity: finding.RuleNotChecked.Severity, File: s.File, Message: "is left out: " + s.Reason})
	}
	return notes
}

var (
	errTemplate = errors.New("it has {{ }} where Kubernetes has names and values")
	errBinary   = errors.New("it is not text")
)

// isBinary reports whether there is no use in looking for documents in a text.
func isBinary(text []byte) bool {
	isUTF16 := bytes.HasPrefix(text, []byte{0xfe, 0xff}) || bytes.HasPrefix(text, []byte{0xff, 0xfe})
	return !isUTF16 && bytes.IndexByte(text, 0) >= 0
}

// isTemplate reports whether a text has the marks of a template language: Go's and Helm's,
// Jinja's, or ERB's.
func isTemplate(text string) bool {
	return strings.Contains(text, "{{") || strings.Contains(text, "{%") || strings.Contains(text, "<%")
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
