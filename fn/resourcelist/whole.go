package resourcelist

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/yamltext"
)

// whole is a list of which every item was parsed.
type whole struct {
	text     []byte
	document *yaml.Node
	items    []*yaml.RNode
}

func readWhole(text []byte) (*List, error) {
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	document, err := yamltext.Decode(decoder)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("the input is not YAML: %w", err)
	}
	top := content(document)
	if !isList(top) {
		return nil, ErrNone
	}
	if _, err := yamltext.Decode(decoder); !errors.Is(err, io.EOF) {
		return nil, errors.New("the input has more than one YAML document, of which the first is a ResourceList; give the list alone")
	}
	l := &List{FunctionConfig: functionConfig(top)}
	defer func() { l.form = whole{text, document, l.Items} }()
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
	if l.unchanged(run) && field(top, "results") == nil {
		_, err := w.Write(l.text)
		return err
	}
	frame, comment := frameOf(l.document)
	setResults(content(frame), run.Findings)
	head, err := yamltext.Encode(frame, 0)
	if err != nil {
		return err
	}
	texts := make(map[*yaml.RNode][]byte, len(run.Items))
	if err := encodeItems(run.Items, 0, texts); err != nil {
		return err
	}
	var out bytes.Buffer
	writeLines(&out, head)
	if comment != "" {
		writeLines(&out, []byte(comment))
	}
	if len(run.Items) == 0 {
		out.WriteString("items: []\n")
	} else {
		out.WriteString("items:\n")
	}
	for _, item := range run.Items {
		writeLines(&out, texts[item])
	}
	_, err = out.WriteTo(w)
	return err
}

// unchanged reports whether there is nothing to write that did not stand in the text.
func (l whole) unchanged(run fn.Outcome) bool {
	items := field(content(l.document), "items")
	if items == nil || items.Kind != yaml.SequenceNode ||
		len(run.Findings) > 0 || len(run.Edited) > 0 || len(run.Items) != len(l.items) {
		return false
	}
	return slices.Equal(run.Items, l.items)
}

// frameOf returns a copy of a list's document without its items, and the comment that
// stands above them.
func frameOf(document *yaml.Node) (frame *yaml.Node, comment string) {
	top := *content(document)
	top.Style &^= yaml.FlowStyle
	top.Content = nil
	for i := 0; i+1 < len(content(document).Content); i += 2 {
		key, value := content(document).Content[i], content(document).Content[i+1]
		if key.Value == "items" {
			comment = key.HeadComment
			continue
		}
		top.Content = append(top.Content, key, value)
	}
	copied := *document
	copied.Content = []*yaml.Node{&top}
	return &copied, comment
}

func (l whole) others() int { return 0 }
