package render

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/proposal"
)

// Sources are the files of a package as people wrote them, which are edited where
// nothing but the edit is to change.
type Sources struct {
	dir    string
	texts  map[string]string
	edited []string
}

// NewSources are those of the package at a path; "-" is a stream, which has none.
func NewSources(dir string) *Sources { return &Sources{dir: dir, texts: map[string]string{}} }

// Names are an object's as its file has them: a kustomization may have put something
// in front of or behind them since. Where the file does not tell, they are the object's.
func (s *Sources) Names(o *inventory.Object) (namespace, name string) {
	if text, err := s.text(o.File()); err == nil {
		if p, ok := only(placesOf(text), o.Resource()); ok {
			return said(p.node, "metadata", "namespace"), said(p.node, "metadata", "name")
		}
	}
	return o.Namespace, o.Name
}

func (s *Sources) text(file string) (string, error) {
	if text, ok := s.texts[file]; ok {
		return text, nil
	}
	if s.dir == "-" || file == "" {
		return "", fmt.Errorf("it is in no file")
	}
	text, err := readRegular(filepath.Join(s.dir, filepath.FromSlash(file)))
	s.texts[file] = string(text)
	return string(text), err
}

// Edit puts a patch on an object, in the text of its file. Nothing is written yet.
func (s *Sources) Edit(patch proposal.Patch) error {
	file := patch.Object.File()
	if strings.HasPrefix(file, "../") || filepath.IsAbs(file) || strings.Contains(file, "://") {
		return fmt.Errorf("its file %s is not in %s", file, s.dir)
	}
	text, err := s.text(file)
	if err != nil {
		return err
	}
	after, err := edit(text, patch)
	if err != nil {
		return err
	}
	s.texts[file] = after
	if !slices.Contains(s.edited, file) {
		s.edited = append(s.edited, file)
	}
	return nil
}

// Write writes the files that were edited.
func (s *Sources) Write() error {
	for _, file := range s.edited {
		if err := os.WriteFile(filepath.Join(s.dir, filepath.FromSlash(file)), []byte(s.texts[file]), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// edit puts a patch into a text, by lines of its own where it can, and otherwise by
// writing its one document anew.
func edit(text string, patch proposal.Patch) (string, error) {
	p, ok := only(placesOf(text), patch.Object.Resource())
	if !ok {
		return "", fmt.Errorf("its file has several objects that may be meant, or none")
	}
	end := "\n"
	if strings.Contains(text, "\r\n") {
		end = "\r\n"
	}
	lines := strings.SplitAfter(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	after := insert(slices.Clone(lines), p, patch)
	if after == nil || !isPatched(after, p, patch) {
		after = rewritten(lines, p, patch)
	}
	if after == nil {
		return "", fmt.Errorf("its file cannot be edited here")
	}
	return strings.ReplaceAll(strings.Join(after, ""), "\n", end), nil
}

// insert puts the patch in lines of its own: under the mapping that is there, or in a
// new one behind the object's names. It is nil where the text is not written so.
func insert(lines []string, p spot, patch proposal.Patch) []string {
	metadata := inventory.Field(p.node, "metadata")
	type block struct {
		at   int
		text string
	}
	var blocks []block
	for _, field := range fieldsOf(patch) {
		at, indent, open := behind(metadata, field.name)
		if at == 0 {
			return nil
		}
		text := indented(proposal.Node(field.pairs), indent)
		if open {
			text = strings.Repeat(" ", indent-2) + field.name + ":\n" + text
		}
		blocks = append(blocks, block{at, text})
	}
	slices.SortStableFunc(blocks, func(a, b block) int { return b.at - a.at })
	for _, b := range blocks {
		at := b.at + p.line - 1
		if at > len(lines) || !strings.HasSuffix(lines[at-1], "\n") {
			return nil
		}
		lines = slices.Insert(lines, at, b.text)
	}
	return lines
}

// behind is the line of the document behind which a field's pairs go, and how far they
// are indented; with open, the field is not there yet. The line is 0 where there is none.
func behind(metadata *yaml.Node, field string) (line, indent int, open bool) {
	if metadata == nil || metadata.Kind != yaml.MappingNode || metadata.Style&yaml.FlowStyle != 0 || len(metadata.Content) == 0 {
		return 0, 0, false
	}
	for i := 0; i+1 < len(metadata.Content); i += 2 {
		key, value := metadata.Content[i], metadata.Content[i+1]
		switch {
		case key.Value == field && value.Kind == yaml.MappingNode && value.Style&yaml.FlowStyle == 0 && len(value.Content) > 0:
			return key.Line, value.Content[0].Column - 1, false
		case key.Value == field:
			return 0, 0, false
		case (key.Value == "name" || key.Value == "namespace") && value.Line == key.Line:
			line = max(line, key.Line)
		}
	}
	return line, metadata.Content[0].Column + 1, true
}

func indented(n *yaml.Node, indent int) string {
	text, err := yaml.NewRNode(n).String()
	if err != nil {
		return ""
	}
	var b strings.Builder
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) != "" {
			b.WriteString(strings.Repeat(" ", indent))
		}
		b.WriteString(line)
	}
	return b.String()
}

// isPatched says whether a text has just what it had, and the patch.
func isPatched(lines []string, was spot, patch proposal.Patch) bool {
	before := plainly(patched(was.node, patch))
	p, ok := only(placesOf(strings.Join(lines, "")), patch.Object.Resource())
	return ok && before != nil && reflect.DeepEqual(before, plainly(p.node))
}

// plainly is a node's value without its style and comments; nil where it has none.
func plainly(n *yaml.Node) any {
	var value any
	if n == nil || n.Decode(&value) != nil {
		return nil
	}
	return value
}

// patched is a copy of an object with the patch put on.
func patched(n *yaml.Node, patch proposal.Patch) *yaml.Node {
	object := yaml.NewRNode(n).Copy().YNode()
	metadata := mappingIn(object, "metadata")
	for _, field := range fieldsOf(patch) {
		into := mappingIn(metadata, field.name)
		for _, p := range field.pairs {
			if value := inventory.Field(into, p.Name); value != nil {
				*value = *keda.Node(p.Value)
				continue
			}
			into.Content = append(into.Content, keda.Node(p.Name), keda.Node(p.Value))
		}
	}
	return object
}

// mappingIn is the mapping under a key, in lines of its own where all around it is:
// what it is in brackets has no room for blocks of text.
func mappingIn(parent *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(parent.Content); i += 2 {
		if parent.Content[i].Value != key {
			continue
		}
		value := parent.Content[i+1]
		if value.Kind != yaml.MappingNode {
			*value = yaml.Node{Kind: yaml.MappingNode, Tag: yaml.NodeTagMap}
		}
		if value.Style&yaml.FlowStyle != 0 {
			value.Style &^= yaml.FlowStyle
			parent.Content[i].LineComment, value.LineComment = value.LineComment, ""
		}
		return value
	}
	value := &yaml.Node{Kind: yaml.MappingNode, Tag: yaml.NodeTagMap}
	parent.Content = append(parent.Content, keda.Node(key), value)
	return value
}

// field is one of the mappings of metadata that a patch has something for.
type field struct {
	name  string
	pairs []proposal.Pair
}

func fieldsOf(patch proposal.Patch) []field {
	return slices.DeleteFunc([]field{{"labels", patch.Labels}, {"annotations", patch.Annotations}}, func(f field) bool { return len(f.pairs) == 0 })
}

// rewritten writes the document of an object anew, with its comments.
func rewritten(lines []string, p spot, patch proposal.Patch) []string {
	start, end := p.line-1, len(lines)
	text := strings.Join(lines, "")
	var whole yaml.Node
	for _, d := range split(text) {
		switch {
		case d.number == p.number && yaml.NewDecoder(strings.NewReader(d.text)).Decode(&whole) != nil:
			return nil
		case d.number == p.number+1:
			end = d.line - 1
		}
	}
	for _, object := range unlisted(whole.Content[0]) {
		if object.Line == p.node.Line && object.Column == p.node.Column {
			*object = *patched(object, patch)
		}
	}
	var b bytes.Buffer
	encoder := yaml.NewEncoderWithOptions(&b, &yaml.EncoderOptions{SeqIndent: yaml.SequenceIndentStyle(yaml.DeriveSeqIndentStyle(text))})
	if encoder.Encode(&whole) != nil || encoder.Close() != nil {
		return nil
	}
	if _, ok := separator(lines[start]); ok {
		// What stands behind it on its line is in the document.
		b = *bytes.NewBufferString("---\n" + b.String())
	}
	after := slices.Concat(lines[:start], []string{b.String()}, lines[end:])
	if !isPatched(after, p, patch) {
		return nil
	}
	return after
}
