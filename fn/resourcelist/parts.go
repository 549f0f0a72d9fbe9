package resourcelist

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/parallel"
	"modelhost.dev/scale-modelhosts/fn/yamltext"
)

// parts is a list of which only the items that matter were parsed.
type parts struct {
	frame  *yaml.Node
	text   []byte
	items  []part
	indent int
}

// part is one item; its node is nil where it does not matter.
type part struct {
	text []byte
	node *yaml.RNode
	// line is the number of the text's first line in what was parsed.
	line int
}

// readSections parses what matters; false where the text turns out to need the
// parser as a whole.
func readSections(s sections) (*List, bool) {
	frame, err := yamltext.Decode(yaml.NewDecoder(bytes.NewReader(s.frame)))
	top := content(frame)
	if err != nil || !isList(top) || field(top, "items") != nil {
		return nil, false
	}
	form := parts{frame: frame, text: s.frame, indent: s.indent}
	l := &List{FunctionConfig: functionConfig(top)}
	if l.Items, err = form.read(s); err != nil {
		return nil, false
	}
	l.form = form
	return l, true
}

// read parses the items that matter as one sequence, which they are without the others.
func (l *parts) read(s sections) ([]*yaml.RNode, error) {
	var text bytes.Buffer
	var matter []int
	sniff := newSniffer(s.indent, s.frame)
	line := 1
	for i, item := range s.items {
		p := part{text: item, line: line}
		if sniff.matters(item) {
			matter = append(matter, i)
			text.Write(item)
			line += bytes.Count(item, []byte("\n"))
		}
		l.items = append(l.items, p)
	}
	if len(matter) == 0 {
		return nil, nil
	}
	document, err := yamltext.Decode(yaml.NewDecoder(&text))
	if err != nil {
		return nil, err
	}
	sequence := content(document)
	if sequence == nil || sequence.Kind != yaml.SequenceNode || len(sequence.Content) != len(matter) {
		return nil, errUneven
	}
	// Comments at both ends stand on the document, which is not written again.
	first, last := sequence.Content[0], sequence.Content[len(matter)-1]
	first.HeadComment = joined(document.HeadComment, sequence.HeadComment, first.HeadComment)
	last.FootComment = joined(last.FootComment, sequence.FootComment, document.FootComment)
	nodes := make([]*yaml.RNode, len(matter))
	for n, i := range matter {
		if !l.items[i].holds(sequence.Content[n]) {
			return nil, errUneven
		}
		nodes[n] = yaml.NewRNode(sequence.Content[n])
		l.items[i].node = nodes[n]
	}
	return nodes, nil
}

// holds reports whether a node begins in the item's lines.
func (p part) holds(n *yaml.Node) bool {
	return n.Line >= p.line && n.Line < p.line+bytes.Count(p.text, []byte("\n"))+1
}

// joined are comments in one.
func joined(comments ...string) string {
	return strings.Join(slices.DeleteFunc(comments, func(c string) bool { return c == "" }), "\n\n")
}

var errUneven = errors.New("the lines do not tell where items end")

func (l parts) write(w io.Writer, run fn.Outcome) error {
	var out bytes.Buffer
	if err := l.writeFrame(&out, run.Findings); err != nil {
		return err
	}
	if err := l.writeItems(&out, run); err != nil {
		return err
	}
	_, err := out.WriteTo(w)
	return err
}

func (l parts) others() int {
	n := 0
	for _, p := range l.items {
		if p.node == nil {
			n++
		}
	}
	return n
}

// writeFrame writes everything but the items, as it came where nothing is to say.
func (l parts) writeFrame(out *bytes.Buffer, findings finding.List) error {
	top := content(l.frame)
	if len(findings) == 0 && field(top, "results") == nil {
		writeLines(out, l.text)
		return nil
	}
	setResults(top, findings)
	text, err := yamltext.Encode(l.frame, 0)
	out.Write(text)
	return err
}

func (l parts) writeItems(out *bytes.Buffer, run fn.Outcome) error {
	remaining := make(map[*yaml.RNode]bool, len(run.Items))
	for _, item := range run.Items {
		remaining[item] = true
	}
	// What has no text of its own any more, and what has never had one.
	texts := map[*yaml.RNode][]byte{}
	var untold []*yaml.RNode
	known := make(map[*yaml.RNode]bool, len(l.items))
	for _, p := range l.items {
		if p.node == nil {
			continue
		}
		known[p.node] = true
		if !remaining[p.node] {
			continue
		}
		edit, edited := run.Edited[p.node]
		text, ok := p.text, true
		if edited {
			text, ok = p.without(edit.Removed)
			ok = ok && yamltext.Says(text, sequenceOf(p.node))
		}
		if ok {
			texts[p.node] = text
		} else {
			untold = append(untold, p.node)
		}
	}
	var created []*yaml.RNode
	for _, item := range run.Items {
		if !known[item] {
			created = append(created, item)
		}
	}
	if err := encodeItems(append(untold, created...), l.indent, texts); err != nil {
		return err
	}
	out.WriteString("items:\n")
	before := out.Len()
	for _, p := range l.items {
		if p.node == nil {
			writeLines(out, p.text)
		} else {
			writeLines(out, texts[p.node])
		}
	}
	for _, item := range created {
		writeLines(out, texts[item])
	}
	if out.Len() == before {
		out.Truncate(before - len(":\n"))
		out.WriteString(": []\n")
	}
	return nil
}

// writeLines writes text and ends its last line.
func writeLines(out *bytes.Buffer, text []byte) {
	out.Write(text)
	if len(text) > 0 && text[len(text)-1] != '\n' {
		out.WriteByte('\n')
	}
}

// without is the item's text less the line of a field that was taken out; false
// where the field is not a line of its own.
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

// ownLine says whether a line is a field with a plain number, and nothing else.
func ownLine(line []byte, key string) bool {
	value, ok := bytes.CutPrefix(bytes.TrimSpace(line), []byte(key+": "))
	return ok && len(value) > 0 && len(bytes.Trim(value, "0123456789")) == 0
}

// encodeItems writes nodes as items of a list whose dashes stand at a column.
func encodeItems(nodes []*yaml.RNode, indent int, into map[*yaml.RNode][]byte) error {
	texts := make([][]byte, len(nodes))
	errs := make([]error, len(nodes))
	parallel.Each(len(nodes), func(i int) { texts[i], errs[i] = yamltext.Encode(sequenceOf(nodes[i]), indent) })
	for i, n := range nodes {
		if errs[i] != nil {
			return fmt.Errorf("%s %w", inventory.Describe(i, n), errs[i])
		}
		into[n] = texts[i]
	}
	return nil
}

func sequenceOf(item *yaml.RNode) *yaml.Node {
	return &yaml.Node{Kind: yaml.SequenceNode, Tag: yaml.NodeTagSeq, Content: []*yaml.Node{item.YNode()}}
}
