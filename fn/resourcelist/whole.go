package resourcelist

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn"
)

// whole is a list of which every item was parsed.
type whole struct{ document *yaml.Node }

func readWhole(text []byte) (*List, error) {
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	document, err := decode(decoder)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("the input is not YAML: %w", err)
	}
	top := content(document)
	if !isList(top) {
		return nil, ErrNone
	}
	if _, err := decode(decoder); !errors.Is(err, io.EOF) {
		return nil, errors.New("the input has more than one YAML document, of which the first is a ResourceList; give the list alone")
	}
	l := &List{FunctionConfig: functionConfig(top), form: whole{document}}
	items := field(top, "items")
	if items == nil || items.ShortTag() == yaml.NodeTagNull {
		return l, nil
	}
	if items.Kind != yaml.SequenceNode {
		return nil, errors.New("items of the ResourceList is not a list")
	}
	for _, item := range items.Content {
		l.Items = append(l.Items, yaml.NewRNode(item))
	}
	return l, nil
}

func (l whole) write(w io.Writer, run fn.Outcome) error {
	top := content(l.document)
	sequence := &yaml.Node{Kind: yaml.SequenceNode, Tag: yaml.NodeTagSeq}
	if old := field(top, "items"); old != nil && old.Kind == yaml.SequenceNode {
		sequence = old
	}
	// In brackets there is no room for block scalars.
	sequence.Style &^= yaml.FlowStyle
	sequence.Content = make([]*yaml.Node, 0, len(run.Items))
	for _, item := range run.Items {
		sequence.Content = append(sequence.Content, item.YNode())
	}
	set(top, "items", sequence)
	setResults(top, run.Findings)
	text, err := encode(l.document)
	if err != nil {
		return err
	}
	_, err = w.Write(text)
	return err
}

func (l whole) others() int { return 0 }
