package resourcelist

import (
	"bytes"
	"io"
	"regexp"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// parts is a list of which only the items that matter were parsed.
type parts struct {
	frame  *yaml.Node
	items  []part
	indent int
}

// part is one item; its document is nil where it does not matter.
type part struct {
	text     []byte
	document *yaml.Node
	node     *yaml.RNode
}

// readSections parses what matters; false where the text turns out to need the
// parser as a whole.
func readSections(s sections) (*List, bool) {
	frame, err := decode(yaml.NewDecoder(bytes.NewReader(s.frame)))
	top := content(frame)
	if err != nil || !isList(top) || field(top, "items") != nil {
		return nil, false
	}
	l := &List{FunctionConfig: functionConfig(top)}
	form := parts{frame: frame, indent: s.indent}
	sniff := newSniffer(s.indent, s.frame)
	for _, text := range s.items {
		p := part{text: text}
		if sniff.matters(text) {
			if p.document, err = decode(yaml.NewDecoder(bytes.NewReader(undashed(text, s.indent)))); err != nil || content(p.document) == nil {
				return nil, false
			}
			p.node = yaml.NewRNode(content(p.document))
			l.Items = append(l.Items, p.node)
		}
		form.items = append(form.items, p)
	}
	l.form = form
	return l, true
}

// undashed is an item's text as a document: without the dash.
func undashed(text []byte, indent int) []byte {
	text = bytes.Clone(text)
	for at := 0; at < len(text); {
		line := text[at:]
		if trimmed := bytes.TrimLeft(line, " "); len(line)-len(trimmed) == indent && len(trimmed) > 0 && trimmed[0] == '-' {
			text[at+indent] = ' '
			return text
		}
		end := bytes.IndexByte(line, '\n')
		if end < 0 {
			break
		}
		at += end + 1
	}
	return text
}

func (l parts) write(w io.Writer, run Run) error {
	top := content(l.frame)
	setResults(top, run.Findings)
	text, err := encode(l.frame)
	if err != nil {
		return err
	}
	out := bytes.NewBuffer(text)
	if err := l.writeItems(out, run); err != nil {
		return err
	}
	_, err = out.WriteTo(w)
	return err
}

func (l parts) writeItems(out *bytes.Buffer, run Run) error {
	kept := make(map[*yaml.RNode]bool, len(run.Items))
	for _, item := range run.Items {
		kept[item] = true
	}
	out.WriteString("items:\n")
	before := out.Len()
	for _, p := range l.items {
		switch {
		case p.node == nil || kept[p.node] && !run.Edited[p.node]:
			out.Write(p.text)
			if p.text[len(p.text)-1] != '\n' {
				out.WriteByte('\n')
			}
		case kept[p.node]:
			if err := writeItem(out, p.document, l.indent); err != nil {
				return err
			}
		}
		delete(kept, p.node)
	}
	for _, item := range run.Items {
		if kept[item] {
			if err := writeItem(out, item.YNode(), l.indent); err != nil {
				return err
			}
		}
	}
	if out.Len() == before {
		out.Truncate(before - len(":\n"))
		out.WriteString(": []\n")
	}
	return nil
}

// writeItem writes a node as an item of a list whose dashes stand at a column.
func writeItem(out *bytes.Buffer, n *yaml.Node, indent int) error {
	text, err := encode(n)
	if err != nil {
		return err
	}
	margin := bytes.Repeat([]byte(" "), indent+len("- "))
	dash := append(bytes.Repeat([]byte(" "), indent), "- "...)
	for line := range bytes.Lines(text) {
		switch {
		case len(bytes.TrimSpace(line)) == 0:
		case dash != nil && line[0] == '#':
			out.Write(margin[:indent])
		case dash != nil:
			out.Write(dash)
			dash = nil
		default:
			out.Write(margin)
		}
		out.Write(line)
	}
	return nil
}

// sniffer tells from an item's text whether it matters.
type sniffer struct {
	kinds map[string]bool
	words [][]byte
	key   []byte
}

// plainKind is a kind that needs no parser to be read.
var plainKind = regexp.MustCompile(`^[A-Z][A-Za-z0-9]*$`)

// marks are parts of the names of files that this function writes: whatever stands
// in such a file has to be counted.
var marks = []string{config.Group, "scaledobject_", "authentication_", "secret_"}

func newSniffer(indent int, frame []byte) sniffer {
	s := sniffer{kinds: inventory.Kinds(), key: append(bytes.Repeat([]byte(" "), indent+len("- ")), "kind: "...)}
	for _, mark := range marks {
		s.words = append(s.words, []byte(mark))
	}
	// With annotations of another prefix, the function has to see everything.
	if bytes.Contains(frame, []byte("annotationPrefix")) || bytes.Contains(frame, []byte("annotation-prefix")) {
		s.words = append(s.words, nil)
	}
	return s
}

// matters is true where the text does not tell.
func (s sniffer) matters(text []byte) bool {
	for _, word := range s.words {
		if bytes.Contains(text, word) {
			return true
		}
	}
	found := ""
	for line := range bytes.Lines(text) {
		rest, ok := bytes.CutPrefix(line, s.key)
		if !ok && found == "" && bytes.HasPrefix(bytes.TrimLeft(line, " "), []byte("- kind: ")) && len(line) > len(s.key) {
			rest, ok = line[len(s.key):], len(line)-len(bytes.TrimLeft(line, " ")) == len(s.key)-len("- kind: ")
		}
		if !ok {
			continue
		}
		name := string(bytes.TrimRight(rest, " \n"))
		if found != "" || !plainKind.MatchString(name) {
			return true
		}
		found = name
	}
	return found == "" || s.kinds[found]
}
