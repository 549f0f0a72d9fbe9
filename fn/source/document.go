package source

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unsafe"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/lazyregexp"
	"modelhost.dev/scale-modelhosts/fn/redact"
)

// Document is one part of a YAML text, between separators.
type Document struct {
	Text   string
	Raw    string // the text with its original line ends
	Number int    // from 1; empty documents count
	Line   int    // the line in the text where it begins, from 1
	Start  int    // the offset of Raw in the text
	// separated means that the document begins on the line of a separator, after it.
	separated bool
}

// Parse reads the Kubernetes objects of a file or a stream.
func (t *Reader) Parse(text []byte, file string) ([]*yaml.RNode, error) {
	if isBinary(text) {
		return nil, t.rejectFile(file, errBinary)
	}
	docs := Split(asString(text))
	var items []*yaml.RNode
	readings := readAll(docs)
	if t.lenient {
		t.Positions[file] = joinPositions(readings)
	}
	for i, r := range readings {
		if r.err == nil && t.lenient && slices.ContainsFunc(r.objects, func(o *yaml.RNode) bool { return isTemplateObject(docs[i], o) }) {
			r.err = errTemplate
		}
		if r.err != nil {
			if err := t.rejectDocument(file, docs[i], r.err); err != nil {
				return nil, err
			}
			continue
		}
		if !t.lenient {
			t.Originals.keep(docs[i], r.objects)
		}
		items = append(items, r.objects...)
	}
	return items, nil
}

// asString returns a text as a string without a copy: it may be large, and nothing changes it once
// it is parsed.
func asString(text []byte) string { return unsafe.String(unsafe.SliceData(text), len(text)) }

// byteOrderMark may precede a text and is not part of it.
const byteOrderMark = "\ufeff"

// Split splits a text at its separators. Text after a separator, on the same line, belongs to the
// next document.
func Split(text string) []Document {
	start := len(text) - len(strings.TrimPrefix(text, byteOrderMark))
	docs := []Document{{Number: 1, Line: 1, Start: start}}
	line, at := 0, start
	for l := range strings.Lines(text[start:]) {
		line++
		if rest, ok := separator(l); ok {
			docs[len(docs)-1].Raw = text[start:at]
			start = at + len(l) - len(rest)
			docs = append(docs, Document{Number: len(docs) + 1, Line: line, Start: start, separated: true})
		}
		at += len(l)
	}
	docs[len(docs)-1].Raw = text[start:]
	for i := range docs {
		docs[i].Text = strings.ReplaceAll(docs[i].Raw, "\r\n", "\n")
	}
	if strings.TrimSpace(docs[0].Text) == "" && len(docs) > 1 {
		docs = docs[1:]
		for i := range docs {
			docs[i].Number--
		}
	}
	return docs
}

func separator(line string) (rest string, ok bool) {
	rest, ok = strings.CutPrefix(line, "---")
	return rest, ok && (strings.TrimSpace(rest) == "" || rest[0] == ' ' || rest[0] == '\t')
}

// Documents returns the documents of a text that are not empty, whether they are objects or not.
func Documents(text []byte) ([]*yaml.RNode, error) {
	var all []*yaml.RNode
	for _, d := range Split(string(text)) {
		node, err := yaml.Parse(d.Text)
		switch {
		case errors.Is(err, io.EOF):
		case err != nil:
			return nil, fmt.Errorf("document %d (line %d): %s", d.Number, d.Line, d.absolute(redact.YAMLError(err)))
		case !node.IsNil() && !node.IsTaggedNull():
			all = append(all, node)
		}
	}
	return all, nil
}

// decode returns the objects of a document, and the contents of each YAML document in it: a
// line with ... ends one without a separator. On an error the contents are those before it.
func (d Document) decode() (objects []*yaml.RNode, contents []*yaml.Node, err error) {
	decoder := yaml.NewDecoder(strings.NewReader(d.Text))
	for {
		var node yaml.Node
		err := decoder.Decode(&node)
		if errors.Is(err, io.EOF) {
			return objects, contents, nil
		}
		if err != nil {
			return nil, contents, errors.New(d.absolute(redact.YAMLError(err)))
		}
		doc := yaml.NewRNode(&node)
		if yaml.IsYNodeEmptyDoc(&node) || doc.IsNil() || doc.IsTaggedNull() {
			continue
		}
		contents = append(contents, doc.YNode())
		if err := inventory.Expand(doc); err != nil {
			return nil, contents, err
		}
		unwrapped, err := unwrap(doc)
		if err != nil {
			return nil, contents, err
		}
		objects = append(objects, unwrapped...)
	}
}

var lineNumber = lazyregexp.New(`\bline (\d+)`)

// absolute converts the line numbers in a parser's message to those of the whole text.
func (d Document) absolute(message string) string {
	return lineNumber.Regexp().ReplaceAllStringFunc(message, func(s string) string {
		n, _ := strconv.Atoi(strings.TrimPrefix(s, "line "))
		return fmt.Sprintf("line %d", n+d.Line-1)
	})
}

// unwrap returns the objects of a list, or the object itself if it is not a list.
func unwrap(doc *yaml.RNode) ([]*yaml.RNode, error) {
	if m, ok := misspelling(doc); ok {
		return nil, m
	}
	if doc.YNode().Kind != yaml.MappingNode || doc.GetKind() == "" || doc.GetApiVersion() == "" {
		return nil, notObject{shape(doc.YNode())}
	}
	if err := wellFormed(doc); err != nil {
		return nil, err
	}
	if !strings.HasSuffix(doc.GetKind(), "List") {
		return []*yaml.RNode{doc}, nil
	}
	field := doc.Field("items")
	if field == nil {
		return []*yaml.RNode{doc}, nil
	}
	if field.Value.IsNilOrEmpty() {
		return nil, nil
	}
	elements, err := field.Value.Elements()
	if err != nil {
		return nil, fmt.Errorf("items of %s must be a list", doc.GetKind())
	}
	var objects []*yaml.RNode
	for i, element := range elements {
		inner, err := unwrap(element)
		if err != nil {
			return nil, fmt.Errorf("items[%d] of %s: %w", i, doc.GetKind(), err)
		}
		objects = append(objects, inner...)
	}
	return objects, nil
}

// notObject is the error of a document that is not a Kubernetes object.
type notObject struct{ shape string }

func (e notObject) Error() string {
	return e.shape + "not a Kubernetes object; it needs an apiVersion and a kind"
}

// wellFormed rejects metadata that would make kustomize's libraries panic.
func wellFormed(doc *yaml.RNode) error {
	for _, path := range [][]string{{"metadata"}, {"metadata", "annotations"}, {"metadata", "labels"}} {
		n := inventory.Field(doc.YNode(), path...)
		if n != nil && n.Kind != yaml.MappingNode && n.ShortTag() != yaml.NodeTagNull {
			return fmt.Errorf("%s of this %s is not an object; use lines such as name: \"value\" under it", strings.Join(path, "."), doc.GetKind())
		}
	}
	return nil
}

// shape describes the kind of a document without its content, which may be secret.
func shape(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return ""
	case yaml.SequenceNode:
		return "a list, "
	}
	return "a string, "
}

// documentLine describes the position of a document in a message.
func documentLine(d Document) string { return fmt.Sprintf("document %d (line %d)", d.Number, d.Line) }
