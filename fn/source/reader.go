package source

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

// Reader reads the objects of a package. A package to be rendered must consist of objects, since
// anything else would be lost: a strict reader returns an error for it. A package to be checked may
// contain more: a lenient reader skips what is not Kubernetes YAML, and records what is broken as a
// failure.
type Reader struct {
	// Root is the directory outside which nothing is read; nil means no limit.
	Root *rooted.Root
	// Skipped, Failures and Findings are recorded by a lenient reader. The findings are about
	// documents that are nearly objects.
	Skipped  []finding.Skipped
	Failures []finding.Failure
	Findings finding.List
	// Originals are the texts of objects, recorded by a strict reader.
	Originals Originals
	// Positions are the positions in each file, by the file's name, recorded by a lenient reader.
	Positions map[string]*Positions

	lenient bool
}

// NewReader returns a strict reader.
func NewReader(root *rooted.Root) *Reader { return &Reader{Root: root, Originals: Originals{}} }

// NewLenientReader returns a lenient reader.
func NewLenientReader(root *rooted.Root) *Reader {
	return &Reader{Root: root, Positions: map[string]*Positions{}, lenient: true}
}

// rejectDocument handles a document that cannot be read as an object.
func (t *Reader) rejectDocument(file string, d Document, err error) error {
	field := documentField(d.Number)
	var m misspelledObject
	switch {
	case !t.lenient:
		return fmt.Errorf("%s: %w", documentLine(d), err)
	case errors.As(err, &m):
		t.Findings = append(t.Findings, m.finding(file))
	case errors.Is(err, errTemplate) || IsTemplate(d.Text):
		t.Skip(finding.Skipped{Kind: finding.KindTemplate, File: file, Field: field, Line: d.firstLine(), Reason: "it is a template", Hint: "check its rendered output, such as with `helm template` piped into `check -`"})
	case errors.As(err, &notObject{}):
		t.Skip(finding.Skipped{Kind: finding.KindForeign, File: file, Field: field, Line: d.firstLine(), Reason: err.Error()})
	default:
		t.Failures = append(t.Failures, finding.Failure{File: file, Line: d.firstLine(), Message: documentLine(d) + ": " + err.Error()})
	}
	return nil
}

// documentField describes a document, for the field of a finding.
func documentField(number int) string { return fmt.Sprintf("document %d", number) }

// rejectPart handles a part of a file, or the whole file, that cannot be read.
func (t *Reader) rejectPart(kind finding.Kind, file, field string, err error) error {
	if !t.lenient {
		if field != "" {
			return fmt.Errorf("%s: %w", field, err)
		}
		return err
	}
	t.Skip(finding.Skipped{Kind: kind, File: file, Field: field, Reason: err.Error()})
	return nil
}

// rejectFile handles a file that cannot be read. Its name makes it a part of the package, so that
// applying the package fails as well.
func (t *Reader) rejectFile(file string, err error) error {
	err = UnreadableError(file, err)
	if !t.lenient {
		return err
	}
	t.Failures = append(t.Failures, finding.Failure{File: file, Message: err.Error()})
	return nil
}

// UnreadableError returns the error for a file that cannot be read, without its name, and with a
// fix.
func UnreadableError(file string, err error) error {
	what := "cannot be read: " + rooted.Cause(err).Error()
	switch {
	case errors.Is(err, errBinary), errors.Is(err, rooted.ErrNotRegular):
		what = err.Error()
	case errors.Is(err, fs.ErrNotExist):
		what = "it is a broken symbolic link"
	}
	switch {
	case file == "":
		return errors.New(what)
	case path.Base(file) == Kptfile:
		return fmt.Errorf("%s; fix it", what)
	}
	return fmt.Errorf("%s; fix it, remove it, or name it in %s", what, ignoreFile)
}

func (t *Reader) Skip(s finding.Skipped) { t.Skipped = append(t.Skipped, s) }

// LeftOut returns what was skipped as notes, for commands that print only what could be read.
func (t *Reader) LeftOut() finding.List {
	var notes finding.List
	for _, s := range t.Skipped {
		notes = append(notes, finding.Finding{Rule: finding.RuleNotChecked.ID, Severity: finding.RuleNotChecked.Severity, File: s.File, Message: "is skipped: " + s.Reason})
	}
	return notes
}

var (
	errTemplate = errors.New("it has {{ }} in place of names or values")
	errBinary   = errors.New("it is not text")
)

// isBinary reports whether a text cannot contain YAML documents.
func isBinary(text []byte) bool {
	isUTF16 := bytes.HasPrefix(text, []byte{0xfe, 0xff}) || bytes.HasPrefix(text, []byte{0xff, 0xfe})
	return !isUTF16 && bytes.IndexByte(text, 0) >= 0
}

// IsTemplate reports whether a text has the marks of a template language: Go's and Helm's, Jinja's,
// or ERB's.
func IsTemplate(text string) bool {
	return strings.Contains(text, "{{") || strings.Contains(text, "{%") || strings.Contains(text, "<%")
}

// isTemplateObject reports whether what was read as YAML is a template: {{ }} without quotes is an object
// whose key is an object, which no Kubernetes object has.
func isTemplateObject(d Document, object *yaml.RNode) bool {
	if !strings.Contains(d.Text, "{{") {
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
