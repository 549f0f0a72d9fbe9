package resourcelist

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/linebreak"
	"modelhost.dev/scale-modelhosts/fn/parallel"
)

// readFull parses the list and every item.
func readFull(text []byte) (*List, error) {
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
		return nil, errors.New("the input has more than one YAML document, of which the first is a ResourceList; pass only the list")
	}
	if err := checkUniqueFields(top); err != nil {
		return nil, err
	}
	l := &List{FunctionConfig: functionConfig(top)}
	form := codec{document: document, envelope: envelopeOf(document)}
	items := field(top, "items")
	if items != nil && items.ShortTag() != yaml.NodeTagNull {
		if items.Kind != yaml.SequenceNode {
			return nil, errors.New("the ResourceList's items is not a list")
		}
		if items.Style&yaml.FlowStyle == 0 && len(items.Content) > 0 {
			form.indent = items.Column - 1
		}
		for _, item := range items.Content {
			node := yaml.NewRNode(item)
			l.Items = append(l.Items, node)
			form.items = append(form.items, part{node: node})
		}
		cutTexts(text, top, items, form.items)
	}
	l.codec = form
	return l, nil
}

// checkUniqueFields returns an error if a field of the list is duplicated, or set by a merge key,
// because readers disagree on which one counts.
func checkUniqueFields(top *yaml.Node) error {
	seen := map[string]bool{}
	for i := 0; i+1 < len(top.Content); i += 2 {
		key := top.Content[i]
		if key.ShortTag() == yaml.MergeTag {
			return errors.New("the ResourceList has a merge key (<<); replace it with its fields")
		}
		if seen[key.Value] {
			return fmt.Errorf("the ResourceList has the field %q twice; keep one", key.Value)
		}
		seen[key.Value] = true
	}
	return nil
}

// envelopeOf returns a list without its items.
func envelopeOf(document *yaml.Node) *yaml.Node {
	top := *content(document)
	top.Content = nil
	for i := 0; i+1 < len(content(document).Content); i += 2 {
		if key := content(document).Content[i]; key.Value != "items" {
			top.Content = append(top.Content, key, content(document).Content[i+1])
		}
	}
	without := *document
	without.Content = []*yaml.Node{&top}
	return &without
}

// cutTexts assigns each item its own text if it parses to the same item. Other items are
// encoded again.
func cutTexts(text []byte, top, items *yaml.Node, parts []part) {
	if items.Style&yaml.FlowStyle != 0 || len(parts) == 0 || !utf8.Valid(text) {
		return
	}
	column := items.Column - 1
	lines := linebreak.Lines(string(text))
	starts := make([]int, len(parts)+1)
	for i, item := range items.Content {
		starts[i] = firstComment(lines, item.Line-1, column)
	}
	starts[len(parts)] = len(lines)
	for i := 0; i+1 < len(top.Content); i += 2 {
		key := top.Content[i]
		if top.Content[i+1] == items && key.Line < items.Line {
			starts[0] = key.Line // the first one includes everything above it
		}
		if key.Line > items.Content[len(parts)-1].Line {
			starts[len(parts)] = min(starts[len(parts)], firstComment(lines, key.Line-1, 0))
		}
	}
	parallel.Each(len(parts), func(i int) {
		start, end := starts[i], starts[i+1]
		if start < 0 || start >= end || end > len(lines) {
			return
		}
		own := strings.Join(lines[start:end], "")
		if !strings.HasSuffix(own, "\n") {
			own += "\n"
		}
		if encoding.IsItem([]byte(own), column, items.Content[i]) {
			parts[i].text, parts[i].line = []byte(own), start+1
		}
	})
}

// firstComment returns the first line of the comments directly above a line that are indented at
// most to a column, or the line itself if it has none.
func firstComment(lines []string, line, column int) int {
	for line > 0 && line <= len(lines) {
		body := strings.TrimLeft(lines[line-1], " ")
		if !strings.HasPrefix(body, "#") || len(lines[line-1])-len(body) > column {
			break
		}
		line--
	}
	return line
}
