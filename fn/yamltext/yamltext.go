// Package yamltext writes YAML nodes as text that reads back as the same value.
//
// The encoder of the YAML library loses data in places: it puts a comment into the
// middle of a flow collection, which cuts the collection off, adds lines to folded
// scalars, and writes a null of a set as a string. Text is therefore read back and
// compared before anybody gets it.
package yamltext

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// ErrUnfaithful says that no way of writing a node keeps its value.
var ErrUnfaithful = errors.New("cannot be written as YAML that reads back as the same value; write its flow collections and multi-line strings in block style")

// Encode returns the text of a node, without a document separator, moved to the right
// by a number of columns. The text reads back as the node's value; to that end comments
// may move or go, and strings and collections may change their style, but no more than
// it takes. The node itself does not change.
func Encode(n *yaml.Node, columns int) ([]byte, error) {
	written := n
	if own := anchorsOf(n); hasCommentInFlow(n, false) || borrows(n, own) {
		// The parser takes what the encoder makes of comments; stricter ones do not.
		written = clone(n)
		openCommented(written)
		returnBorrowed(written, anchorsOf(written), &comparison{})
	}
	for i := 0; ; i++ {
		text, err := plain(written)
		text = moved(text, columns)
		if err == nil && Says(text, n) {
			return text, nil
		}
		if i == len(remedies) {
			return nil, ErrUnfaithful
		}
		if i == 0 {
			written = clone(written)
		}
		remedies[i](written)
	}
}

// moved returns text moved to the right.
func moved(text []byte, columns int) []byte {
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

// plain returns the text that the library's encoder gives.
func plain(n *yaml.Node) (text []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			text, err = nil, fmt.Errorf("%v", r)
		}
	}()
	var out bytes.Buffer
	encoder := yaml.NewEncoder(&out)
	if err := encoder.Encode(n); err != nil {
		return nil, err
	}
	if err := encoder.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// Says reports whether a text is one document with the value of a node.
func Says(text []byte, n *yaml.Node) bool {
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	read, err := Decode(decoder)
	if err != nil {
		return false
	}
	if _, err := Decode(decoder); !errors.Is(err, io.EOF) {
		return false
	}
	return Same(read, n)
}

// Decode reads the next document. The parser is known to panic on some malformed text.
func Decode(decoder *yaml.Decoder) (document *yaml.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			document, err = nil, fmt.Errorf("%v", r)
		}
	}()
	document = &yaml.Node{}
	return document, decoder.Decode(document)
}

// Same reports whether two nodes have the same value: the same tags, strings and
// structure, whatever their style and comments. Aliases stand for their anchors.
func Same(a, b *yaml.Node) bool { return (&comparison{}).same(content(a), content(b)) }

// comparison bounds the work: aliases of aliases can grow without end.
type comparison struct{ nodes int }

const maxNodes = 10_000_000

func (c *comparison) same(a, b *yaml.Node) bool {
	if c.nodes++; c.nodes > maxNodes {
		return false
	}
	a, b = target(a), target(b)
	if a == nil || b == nil {
		return a == b
	}
	if a.Kind != b.Kind || a.ShortTag() != b.ShortTag() || len(a.Content) != len(b.Content) {
		return false
	}
	if a.Kind == yaml.ScalarNode && a.Value != b.Value && !(a.ShortTag() == yaml.NodeTagNull) {
		return false
	}
	for i := range a.Content {
		if !c.same(a.Content[i], b.Content[i]) {
			return false
		}
	}
	return true
}

func target(n *yaml.Node) *yaml.Node {
	for n != nil && n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	return n
}

func content(n *yaml.Node) *yaml.Node {
	if n != nil && n.Kind == yaml.DocumentNode && len(n.Content) == 1 {
		return n.Content[0]
	}
	return n
}

// clone copies a node and what is below it, each node once, so that aliases of the
// copy stand for anchors of the copy.
func clone(n *yaml.Node) *yaml.Node { return graph{}.of(n) }

type graph map[*yaml.Node]*yaml.Node

func (g graph) of(n *yaml.Node) *yaml.Node {
	if n == nil {
		return nil
	}
	if done, ok := g[n]; ok {
		return done
	}
	copied := *n
	g[n] = &copied
	copied.Alias = g.of(n.Alias)
	copied.Content = make([]*yaml.Node, len(n.Content))
	for i, c := range n.Content {
		copied.Content[i] = g.of(c)
	}
	return &copied
}
