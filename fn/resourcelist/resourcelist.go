// Package resourcelist is the form in which KRM hosts hand a package over and
// take it back.
package resourcelist

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

// Kind and Group of the list; hosts use several versions, all alike.
const (
	Kind  = "ResourceList"
	group = "config.kubernetes.io/"
)

// List is one ResourceList.
type List struct {
	// Items are the package's objects.
	Items []*yaml.RNode
	// FunctionConfig is nil where the host gave none.
	FunctionConfig *yaml.RNode

	document *yaml.Node
}

// ErrNone says that the text is no ResourceList but may be a stream of objects.
var ErrNone = errors.New("not a ResourceList")

// Read reads a ResourceList. Text that is not even YAML is an error of its own.
func Read(text []byte) (*List, error) {
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	document, err := decode(decoder)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("the input is not YAML: %w", err)
	}
	top := content(document)
	if text := scalar(field(top, "kind")); text != Kind || !strings.HasPrefix(scalar(field(top, "apiVersion")), group) {
		return nil, ErrNone
	}
	if _, err := decode(decoder); !errors.Is(err, io.EOF) {
		return nil, errors.New("the input has more than one YAML document, of which the first is a ResourceList; give the list alone")
	}
	l := &List{document: document}
	if items := field(top, "items"); items != nil && items.ShortTag() != yaml.NodeTagNull {
		if items.Kind != yaml.SequenceNode {
			return nil, errors.New("items of the ResourceList is not a list")
		}
		for _, item := range items.Content {
			l.Items = append(l.Items, yaml.NewRNode(item))
		}
	}
	if config := field(top, "functionConfig"); config != nil && config.ShortTag() != yaml.NodeTagNull {
		l.FunctionConfig = yaml.NewRNode(config)
	}
	return l, nil
}

// Write writes the list with the items and findings of a run. Items keep their order.
func (l *List) Write(w io.Writer, items []*yaml.RNode, findings finding.List) error {
	top := content(l.document)
	sequence := &yaml.Node{Kind: yaml.SequenceNode, Tag: yaml.NodeTagSeq}
	if old := field(top, "items"); old != nil && old.Kind == yaml.SequenceNode {
		sequence = old
	}
	sequence.Style &^= yaml.FlowStyle
	sequence.Content = make([]*yaml.Node, 0, len(items))
	for _, item := range items {
		sequence.Content = append(sequence.Content, item.YNode())
	}
	set(top, "items", sequence)
	unset(top, "results")
	if len(findings) > 0 {
		set(top, "results", keda.Node(findings.Results()))
	}
	encoder := yaml.NewEncoder(w)
	if err := encoder.Encode(l.document); err != nil {
		return fmt.Errorf("writing the ResourceList: %w", err)
	}
	return encoder.Close()
}

// decode reads a document. The parser is known to panic on some malformed text.
func decode(decoder *yaml.Decoder) (document *yaml.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			document, err = nil, fmt.Errorf("%v", r)
		}
	}()
	document = &yaml.Node{}
	return document, decoder.Decode(document)
}

func content(document *yaml.Node) *yaml.Node {
	if document != nil && document.Kind == yaml.DocumentNode && len(document.Content) == 1 {
		return document.Content[0]
	}
	return nil
}

// field follows an alias, for the list itself may have been written by hand.
func field(n *yaml.Node, name string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == name {
			if value := n.Content[i+1]; value.Kind != yaml.AliasNode {
				return value
			}
			return n.Content[i+1].Alias
		}
	}
	return nil
}

func scalar(n *yaml.Node) string {
	if n == nil || n.Kind != yaml.ScalarNode {
		return ""
	}
	return n.Value
}

func set(mapping *yaml.Node, name string, value *yaml.Node) {
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == name {
			mapping.Content[i+1] = value
			return
		}
	}
	mapping.Content = append(mapping.Content, keda.Node(name), value)
}

func unset(mapping *yaml.Node, name string) {
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == name {
			mapping.Content = append(mapping.Content[:i], mapping.Content[i+2:]...)
			return
		}
	}
}
