// Package encoding writes YAML nodes as text that reads back as the same values.
//
// The YAML library loses comments, and sometimes values: it writes a comment into the middle of
// brackets, adds a newline to a folded scalar, or drops an indentation indicator. Therefore each
// text is parsed again and compared with its node, as JSON and by another parser, and written
// differently if they differ.
package encoding

import (
	"bytes"
	"errors"
	"fmt"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/crash"
	"modelhost.dev/scale-modelhosts/fn/parallel"
)

// ErrLost reports a value that the YAML library cannot write without changing it.
var ErrLost = errors.New("the YAML library cannot write it without changing its value; move its comments out of brackets, and quote its strings")

// Document encodes a node as one YAML document.
func Document(n *yaml.Node) ([]byte, error) {
	if n.Kind == yaml.DocumentNode && len(n.Content) == 1 {
		n = commented(n)
	}
	return (&encoder{}).attempt(n, func(n *yaml.Node) *yaml.Node { return n }, func(text []byte) bool { return Same(text, n) })
}

// commented returns the content of a document with the document's comments.
func commented(document *yaml.Node) *yaml.Node {
	n := *document.Content[0]
	n.HeadComment = joined(document.HeadComment, n.HeadComment)
	n.FootComment = joined(n.FootComment, document.FootComment)
	return &n
}

func joined(above, below string) string {
	if above == "" || below == "" {
		return above + below
	}
	return above + "\n\n" + below
}

// Items encodes nodes as items of a block sequence whose dashes are at a column. It returns one
// text for each.
func Items(nodes []*yaml.Node, column int) ([][]byte, error) {
	texts := make([][]byte, len(nodes))
	var e encoder
	for i, n := range nodes {
		if isBroken(n) {
			continue
		}
		// One encoder writes all of them, since each has large buffers.
		if text, err := e.encode(sequence(n)); err == nil {
			texts[i] = shifted(text, column)
		}
	}
	errs := make([]error, len(nodes))
	parallel.Each(len(nodes), func(i int) {
		if texts[i] == nil || !SameItem(texts[i], column, nodes[i]) {
			texts[i], errs[i] = item(nodes[i], column)
		}
	})
	return texts, errors.Join(errs...)
}

func item(n *yaml.Node, column int) ([]byte, error) {
	text, err := (&encoder{}).attempt(n, sequence, func(text []byte) bool { return SameItem(shifted(text, column), column, n) })
	if err != nil {
		return nil, fmt.Errorf("%s: %w", described(n), err)
	}
	return shifted(text, column), nil
}

// described identifies the object of a node.
func described(n *yaml.Node) string {
	object := yaml.NewRNode(n)
	if n.Kind != yaml.MappingNode || object.GetKind() == "" {
		return fmt.Sprintf("the item on line %d", n.Line)
	}
	return object.GetKind() + " " + object.GetName()
}

func sequence(n *yaml.Node) *yaml.Node {
	return &yaml.Node{Kind: yaml.SequenceNode, Tag: yaml.NodeTagSeq, Content: []*yaml.Node{n}}
}

// shifted returns text indented by some columns. Empty lines stay empty.
func shifted(text []byte, columns int) []byte {
	if columns == 0 {
		return text
	}
	var out bytes.Buffer
	margin := bytes.Repeat([]byte(" "), columns)
	for line := range bytes.Lines(text) {
		if len(bytes.TrimSpace(line)) > 0 {
			out.Write(margin)
		}
		out.Write(line)
	}
	return out.Bytes()
}

// encoder writes documents one after the other. The zero encoder is ready to use.
type encoder struct {
	out *bytes.Buffer
	// begun means that a document has been written.
	begun bool
	yaml  *yaml.Encoder
}

// encode returns the text of one document, without a separator.
func (e *encoder) encode(n *yaml.Node) (text []byte, err error) {
	if e.yaml == nil {
		e.out, e.begun = &bytes.Buffer{}, false
		e.yaml = yaml.NewEncoder(e.out)
	}
	e.out.Reset()
	defer func() {
		// The library panics on some nodes, and its state is unknown afterwards.
		if r := recover(); r != nil {
			crash.Print(r)
			err = fmt.Errorf("%v", r)
		}
		if err != nil {
			e.yaml = nil
		}
	}()
	if err := e.yaml.Encode(n); err != nil {
		return nil, err
	}
	text = bytes.Clone(e.out.Bytes())
	if e.begun {
		text = bytes.TrimPrefix(text, []byte("...\n"))
		text = bytes.TrimPrefix(text, []byte("---\n"))
	}
	e.begun = true
	return text, nil
}

// attempt writes a node in the first of several ways that keeps its value.
func (e *encoder) attempt(n *yaml.Node, wrap func(*yaml.Node) *yaml.Node, keeps func([]byte) bool) ([]byte, error) {
	for _, way := range ways {
		written := way(n)
		if isBroken(written) {
			continue
		}
		text, err := e.encode(wrap(written))
		if err == nil && keeps(text) {
			return text, nil
		}
	}
	return nil, ErrLost
}
