package resourcelist

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/parallel"
)

// codec is a list split into its envelope and its items.
type codec struct {
	// document is the whole list; nil if only parts of it were parsed.
	document *yaml.Node
	envelope *yaml.Node
	// text is the text of the envelope; nil if it must be encoded again.
	text   []byte
	items  []part
	indent int
}

// part is one item; its node is nil if the item is not parsed.
type part struct {
	// text is nil if the item has no text of its own.
	text []byte
	node *yaml.RNode
	// line is the number of the text's first line in the parsed text.
	line int
}

// readLazily parses the items that may matter; it returns false if the list must be parsed as a
// whole.
func readLazily(s sections) (*List, bool) {
	frame, err := decode(yaml.NewDecoder(bytes.NewReader(s.envelope)))
	top := content(frame)
	if err != nil || !isList(top) || field(top, "items") != nil {
		return nil, false
	}
	form := codec{envelope: frame, text: s.envelope, indent: s.indent}
	l := &List{FunctionConfig: functionConfig(top)}
	if l.Items, err = form.read(s); err != nil {
		return nil, false
	}
	l.codec = form
	return l, true
}

// read parses the items that may matter as one sequence.
func (l *codec) read(s sections) ([]*yaml.RNode, error) {
	var text bytes.Buffer
	var matter []int
	sniff := newPrefilter(s.indent, s.envelope)
	line := 1
	for i, item := range s.items {
		p := part{text: item.text, line: line}
		if item.unsure || sniff.mayMatter(item.text) {
			matter = append(matter, i)
			text.Write(item.text)
			line += bytes.Count(item.text, []byte("\n"))
		}
		l.items = append(l.items, p)
	}
	if len(matter) == 0 {
		return nil, nil
	}
	document, err := decode(yaml.NewDecoder(&text))
	if err != nil {
		return nil, err
	}
	sequence := content(document)
	if sequence == nil || sequence.Kind != yaml.SequenceNode || len(sequence.Content) != len(matter) {
		return nil, errItemCount
	}
	// The document has the comments at both ends, but is not written again.
	first, last := sequence.Content[0], sequence.Content[len(matter)-1]
	first.HeadComment = joined(document.HeadComment, sequence.HeadComment, first.HeadComment)
	last.FootComment = joined(last.FootComment, sequence.FootComment, document.FootComment)
	nodes := make([]*yaml.RNode, len(matter))
	for n, i := range matter {
		nodes[n] = yaml.NewRNode(sequence.Content[n])
		l.items[i].node = nodes[n]
	}
	return nodes, nil
}

// joined joins comments.
func joined(comments ...string) string {
	return strings.Join(slices.DeleteFunc(comments, func(c string) bool { return c == "" }), "\n\n")
}

var errItemCount = errors.New("the lines do not tell where items end")

// write returns the list in parts.
func (l codec) write(run krm.Outcome) ([][]byte, error) {
	items, err := l.texts(run)
	if err != nil && l.document != nil && run.Findings.HasErrors() {
		return l.writeUnchanged(run.Findings)
	}
	if err != nil {
		return nil, err
	}
	var frame bytes.Buffer
	if err := l.writeEnvelope(&frame, run.Findings); err != nil {
		return nil, err
	}
	if len(items) == 0 {
		return [][]byte{frame.Bytes(), []byte("items: []\n")}, nil
	}
	return append([][]byte{frame.Bytes(), []byte("items:\n")}, items...), nil
}

// writeUnchanged writes a rejected list whose items cannot all be written separately, such as
// one with aliases between items.
func (l codec) writeUnchanged(findings finding.List) ([][]byte, error) {
	setResults(content(l.document), findings)
	text, err := encoding.Document(l.document)
	return [][]byte{text}, err
}

func (l codec) unparsed() int {
	n := 0
	for _, p := range l.items {
		if p.node == nil {
			n++
		}
	}
	return n
}

// writeEnvelope writes everything except the items, unchanged if there are no findings.
func (l codec) writeEnvelope(out *bytes.Buffer, findings finding.List) error {
	top := content(l.envelope)
	if l.text != nil && len(findings) == 0 && field(top, "results") == nil {
		writeLines(out, l.text)
		return nil
	}
	setResults(top, findings)
	if err := inventory.Expand(yaml.NewRNode(top)); err != nil {
		return err
	}
	text, err := encoding.Document(l.envelope)
	out.Write(text)
	return err
}

// texts returns the texts of the outcome's items in order: unchanged unless they were edited.
func (l codec) texts(run krm.Outcome) ([][]byte, error) {
	remaining := make(map[*yaml.RNode]bool, len(run.Items))
	for _, item := range run.Items {
		remaining[item] = true
	}
	texts := make([][]byte, 0, len(l.items))
	var anew []*yaml.Node
	var places []int
	add := func(text []byte, node *yaml.RNode) {
		if text == nil {
			anew, places = append(anew, node.YNode()), append(places, len(texts))
		}
		texts = append(texts, text)
	}
	edited := l.editedTexts(run, remaining)
	for i, p := range l.items {
		if p.node == nil {
			add(p.text, nil)
			continue
		}
		if !remaining[p.node] {
			continue
		}
		delete(remaining, p.node)
		if _, is := run.Edited[p.node]; is {
			add(edited[i], p.node)
		} else {
			add(p.text, p.node)
		}
	}
	for _, item := range run.Items {
		if remaining[item] {
			add(nil, item)
		}
	}
	written, err := encoding.Items(anew, l.indent)
	if err != nil {
		return nil, err
	}
	for i, place := range places {
		texts[place] = written[i]
	}
	return texts, nil
}

// editedTexts returns the texts of the items from which only a line was removed, by place.
func (l codec) editedTexts(run krm.Outcome, remaining map[*yaml.RNode]bool) map[int][]byte {
	var places []int
	for i, p := range l.items {
		if edit, edited := run.Edited[p.node]; edited && edit.Removed != nil && p.text != nil && remaining[p.node] {
			places = append(places, i)
		}
	}
	found := make([][]byte, len(places))
	parallel.Each(len(places), func(i int) {
		p := l.items[places[i]]
		text, ok := p.without(run.Edited[p.node].Removed)
		if ok && encoding.SameItem(text, l.indent, p.node.YNode()) {
			found[i] = text
		}
	})
	texts := make(map[int][]byte, len(places))
	for i, place := range places {
		texts[place] = found[i]
	}
	return texts
}

// writeLines writes text and ends its last line.
func writeLines(out *bytes.Buffer, text []byte) {
	out.Write(text)
	if len(text) > 0 && text[len(text)-1] != '\n' {
		out.WriteByte('\n')
	}
}

// without returns the item's text without the line of a removed field; false if the field shares
// its line.
func (p part) without(key *yaml.Node) ([]byte, bool) {
	if key == nil || key.HeadComment != "" || key.FootComment != "" {
		return nil, false
	}
	at := 0
	for range key.Line - p.line {
		end := bytes.IndexByte(p.text[at:], '\n')
		if end < 0 {
			return nil, false
		}
		at += end + 1
	}
	end := bytes.IndexByte(p.text[at:], '\n') + 1
	if end == 0 || !ownLine(p.text[at:at+end], key.Value) {
		return nil, false
	}
	return append(bytes.Clone(p.text[:at]), p.text[at+end:]...), true
}

// ownLine reports whether a line contains only a field with a plain number.
func ownLine(line []byte, key string) bool {
	value, ok := bytes.CutPrefix(bytes.TrimSpace(line), []byte(key+": "))
	return ok && len(value) > 0 && len(bytes.Trim(value, "0123456789")) == 0
}
