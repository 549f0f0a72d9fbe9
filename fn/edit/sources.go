package edit

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/importer"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/linebreak"
	"modelhost.dev/scale-modelhosts/fn/rooted"
	"modelhost.dev/scale-modelhosts/fn/source"
)

// Sources are the source files of a package, which are edited without changing anything but the
// edited lines.
type Sources struct {
	dir    string
	root   *rooted.Root
	files  map[string]*sourceFile
	edited []string
	// patches are the patches taken so far, by object.
	patches map[fileObject]importer.Patch
	// rename is os.Rename, except in tests.
	rename func(from, to string) error
}

// fileObject identifies an object as it is in its file.
type fileObject struct{ file, apiVersion, kind, namespace, name string }

// NewSources returns the sources of the package at a path; "-" is a stream, which has none.
func NewSources(dir string) *Sources {
	return &Sources{dir: dir, files: map[string]*sourceFile{}, patches: map[fileObject]importer.Patch{}, rename: os.Rename}
}

// Within limits reading and writing to files inside the root.
func (s *Sources) Within(root *rooted.Root) *Sources {
	if s.dir != "-" {
		root = root.Inside(s.dir)
	}
	s.root = root
	return s
}

// fileObject returns the identity of an object in its file, where it may lack the prefix or suffix
// that a kustomization adds. If the file does not show it, the result has the object's own names.
func (s *Sources) fileObject(o *inventory.Object) fileObject {
	at := fileObject{o.File(), o.APIVersion, o.Kind, o.Namespace, o.Name}
	if file, err := s.read(o.File()); err == nil {
		if p, ok := file.places.Match(o.Resource()); ok {
			at.namespace, at.name = source.TextAt(p.Node, "metadata", "namespace"), source.TextAt(p.Node, "metadata", "name")
		}
	}
	return at
}

// Names returns an object's namespace and name as they are in its file, where they may lack the
// prefix or suffix that a kustomization adds. If the file does not show them, it returns the
// object's own.
func (s *Sources) Names(o *inventory.Object) (namespace, name string) {
	at := s.fileObject(o)
	return at.namespace, at.name
}

// Take records a patch for its object, and reports whether it is the first: a kustomization may
// build several objects from one. It returns an error if two patches for one object differ.
func (s *Sources) Take(patch importer.Patch) (first bool, err error) {
	at := s.fileObject(patch.Object)
	if at.file == "" {
		return true, nil
	}
	other, taken := s.patches[at]
	if !taken {
		s.patches[at] = patch
		return true, nil
	}
	if !slices.Equal(other.Labels, patch.Labels) || !slices.Equal(other.Annotations, patch.Annotations) {
		return false, fmt.Errorf("it is made of the same %s %s in %s as %s, which scales differently", at.kind, at.name, at.file, other.Object.Resource())
	}
	return false, nil
}

func (s *Sources) read(file string) (*sourceFile, error) {
	if known := s.files[file]; known != nil {
		return known, nil
	}
	if s.dir == "-" || file == "" {
		return nil, errors.New("it is not in a file")
	}
	text, err := s.root.ReadFile(filepath.Join(s.dir, filepath.FromSlash(file)))
	if err != nil {
		return nil, err
	}
	s.files[file] = newSourceFile(string(text))
	return s.files[file], nil
}

// Edit applies a patch to an object in the text of its file. It does not write the file yet.
func (s *Sources) Edit(patch importer.Patch) error {
	file := patch.Object.File()
	if file == "" {
		return errors.New("it is not in a file")
	}
	if !s.contains(file) {
		return fmt.Errorf("its file %s is not in %s", file, s.dir)
	}
	file = s.editedAs(file)
	text, err := s.read(file)
	if err != nil {
		return err
	}
	if err := text.edit(patch); err != nil {
		return err
	}
	if !slices.Contains(s.edited, file) {
		s.edited = append(s.edited, file)
	}
	return nil
}

// editedAs returns the name by which a file was edited already, if it has several.
func (s *Sources) editedAs(file string) string {
	at := func(file string) (fs.FileInfo, error) { return os.Stat(filepath.Join(s.dir, filepath.FromSlash(file))) }
	this, err := at(file)
	if err != nil {
		return file
	}
	for _, other := range s.edited {
		if info, err := at(other); err == nil && os.SameFile(info, this) {
			return other
		}
	}
	return file
}

// contains reports whether a file is in the package's folder after links are resolved.
func (s *Sources) contains(file string) bool {
	dir, err := filepath.EvalSymlinks(s.dir)
	if err != nil {
		return false
	}
	path, err := filepath.EvalSymlinks(filepath.Join(s.dir, filepath.FromSlash(file)))
	if err != nil {
		return false
	}
	rel, err := filepath.Rel(dir, path)
	return err == nil && filepath.IsLocal(rel)
}

// errUnsupportedLayout is the error for a text that has no lines for the patch.
var errUnsupportedLayout = errors.New("its metadata is not in block style, or uses aliases")

// sourceFile is the text of a file, split into documents, so that an edit parses only the document
// that it changes.
type sourceFile struct {
	parts []string
	// documents maps the numbers of documents to their index in parts.
	documents map[int]int
	// places are the positions in the text as it was read, updated with the nodes of the edited
	// text.
	places   *source.Positions
	readable bool
}

func newSourceFile(text string) *sourceFile {
	s := &sourceFile{documents: map[int]int{}, places: source.PositionsOf(text), readable: utf8.ValidString(text) && !strings.Contains(text, "\x00")}
	end := 0
	for _, d := range source.Split(text) {
		s.documents[d.Number] = len(s.parts) + 1
		s.parts = append(s.parts, text[end:d.Start], d.Raw)
		end = d.Start + len(d.Raw)
	}
	s.parts = append(s.parts, text[end:])
	return s
}

func (s *sourceFile) text() string { return strings.Join(s.parts, "") }

// edit applies a patch to its object.
func (s *sourceFile) edit(patch importer.Patch) error {
	p, ok := s.places.Match(patch.Object.Resource())
	if name := source.TextAt(p.Node, "metadata", "name"); !ok || name == "" || !strings.Contains(patch.Object.Name, name) {
		return errors.New("its file has no matching object, or several")
	}
	if hasReference(p.Node) {
		return errUnsupportedLayout
	}
	if inventory.Equal(p.Node, patch.ApplyTo(p.Node)) {
		return nil // the file has several names and was edited under another one
	}
	if !s.readable {
		return errors.New("its file is not written in UTF-8")
	}
	objects, part := s.places.InDocument(p.Number), s.documents[p.Number]
	nth := slices.IndexFunc(objects, func(o source.Position) bool { return o.Node == p.Node })
	after := editDocument(s.parts[part], nth, patch)
	if after == nil {
		return errUnsupportedLayout
	}
	s.parts[part] = after.text
	for i, o := range after.objects {
		objects[i].Node, objects[i].Root = o.Node, o.Root
	}
	return nil
}

// editText applies a patch to a text, by adding lines if possible, and otherwise by rewriting the
// object's metadata. All else stays as it is.
func editText(text string, patch importer.Patch) (string, error) {
	s := newSourceFile(text)
	if err := s.edit(patch); err != nil {
		return "", err
	}
	return s.text(), nil
}

// editedDocument is a document after an edit.
type editedDocument struct {
	text    string
	objects []source.Position
}

// editDocument applies a patch to the nth object of a document. It returns nil if the document's
// layout does not allow it.
func editDocument(text string, nth int, patch importer.Patch) *editedDocument {
	objects := source.PositionsOf(text).All
	if nth < 0 || nth >= len(objects) || objects[nth].Node == nil {
		return nil
	}
	p := objects[nth]
	for _, how := range []func([]string, source.Position, importer.Patch) []string{insertLines, rewriteMetadata} {
		lines := how(splitLines(text, p), p, patch)
		if lines == nil {
			continue
		}
		after := &editedDocument{text: strings.Join(lines, "")}
		after.objects = source.PositionsOf(after.text).All
		if len(after.objects) == len(objects) && isPatched(p, after.text, after.objects[nth].Node, patch) {
			return after
		}
	}
	return nil
}

// splitLines returns the lines of a text. From the object's document on, it splits them as the
// parser does, since the nodes give line numbers; before that, as Split counts lines.
func splitLines(text string, p source.Position) []string {
	lines := strings.SplitAfter(text, "\n")
	before := lines[:min(p.Line-1, len(lines))]
	return append(slices.Clone(before), linebreak.Lines(strings.Join(lines[len(before):], ""))...)
}

// hasReference reports whether metadata, or part of it, is a YAML alias or has an anchor.
func hasReference(object *yaml.Node) bool {
	for i := 0; i+1 < len(object.Content); i += 2 {
		if object.Content[i].Value == "<<" {
			return true
		}
	}
	metadata := inventory.Field(object, "metadata")
	return metadata != nil && containsReference(metadata)
}

func containsReference(n *yaml.Node) bool {
	return n.Kind == yaml.AliasNode || n.Anchor != "" || n.Value == "<<" || slices.ContainsFunc(n.Content, containsReference)
}

// block is text to insert after a line, counted from 1.
type block struct {
	after int
	text  string
}

// insertLines inserts the patch as lines: below the existing field, or in a new field after the
// object's names. It returns nil if the layout does not allow that.
func insertLines(lines []string, p source.Position, patch importer.Patch) []string {
	metadata := inventory.Field(p.Node, "metadata")
	var blocks []block
	for _, field := range patch.Fields() {
		at, indent, isNew := insertionPoint(metadata, field.Name)
		if at == 0 {
			return nil
		}
		text := indentedNode(importer.MappingNode(field.Pairs), indent)
		if isNew {
			text = strings.Repeat(" ", indent-2) + field.Name + ":\n" + text
		}
		blocks = append(blocks, block{at + p.Line - 1, text})
	}
	slices.SortStableFunc(blocks, func(a, b block) int { return b.after - a.after })
	for _, b := range blocks {
		if b.after > len(lines) {
			return nil
		}
		lines = slices.Insert(lines, b.after, matchLineEnds(b.text, &lines[b.after-1]))
	}
	return lines
}

// matchLineEnds gives a text the line break of the line before it, and adds one to that line if it
// has none.
func matchLineEnds(text string, before *string) string {
	switch {
	case strings.HasSuffix(*before, "\r\n"):
		return strings.ReplaceAll(text, "\n", "\r\n")
	case strings.HasSuffix(*before, "\r"):
		return strings.ReplaceAll(text, "\n", "\r")
	case strings.HasSuffix(*before, "\u0085"), strings.HasSuffix(*before, "\u2028"), strings.HasSuffix(*before, "\u2029"):
	case !strings.HasSuffix(*before, "\n"):
		*before += "\n"
	}
	return text
}

// insertionPoint returns the line of the document after which a field's entries go, and their
// indentation. isNew means that the field does not exist yet. The line is 0 if there is no such
// place.
func insertionPoint(metadata *yaml.Node, field string) (line, indent int, isNew bool) {
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
		case (key.Value == "name" || key.Value == "namespace") && value.Line == key.Line && value.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0:
			line = max(line, key.Line)
		}
	}
	return line, metadata.Content[0].Column + 1, true
}

func indentedNode(n *yaml.Node, indent int) string {
	text, err := encoding.Document(n)
	if err != nil {
		return "" // isPatched detects this
	}
	var b strings.Builder
	for line := range strings.Lines(string(text)) {
		if strings.TrimSpace(line) != "" {
			b.WriteString(strings.Repeat(" ", indent))
		}
		b.WriteString(line)
	}
	return b.String()
}

// rewriteMetadata rewrites the metadata of an object, with its comments, and leaves the surrounding
// lines alone. It returns nil if the metadata shares a line with something else.
func rewriteMetadata(lines []string, p source.Position, patch importer.Patch) []string {
	if p.Node.Style&yaml.FlowStyle != 0 {
		return nil
	}
	var key, value, next *yaml.Node
	wanted := patch.ApplyTo(p.Node)
	for i := 0; i+1 < len(p.Node.Content); i += 2 {
		switch {
		case key != nil:
			next = p.Node.Content[i]
		case p.Node.Content[i].Value == "metadata":
			key, value = wanted.Content[i], wanted.Content[i+1]
			continue
		}
		if next != nil {
			break
		}
	}
	if key == nil || next == nil {
		return nil // nothing after the metadata marks where it ends
	}
	start, end := key.Line+p.Line-2, next.Line+p.Line-2
	for end > start+1 && isBlankOrComment(lines[end-1]) {
		end--
	}
	key.HeadComment, key.FootComment, value.FootComment = "", "", ""
	text := indentedNode(&yaml.Node{Kind: yaml.MappingNode, Tag: yaml.NodeTagMap, Content: []*yaml.Node{key, value}}, key.Column-1)
	if start >= end || end > len(lines) || strings.TrimSpace(lines[start][:min(key.Column-1, len(lines[start]))]) != "" {
		return nil
	}
	return slices.Concat(lines[:start], []string{matchLineEnds(text, &lines[start])}, lines[end:])
}

// isBlankOrComment reports whether a line is empty or a comment, and so belongs to what follows.
func isBlankOrComment(line string) bool {
	line = strings.TrimSpace(line)
	return line == "" || line[0] == '#'
}

// isPatched reports whether a document consists of its previous content and the patch, comments
// included, according to two parsers.
func isPatched(was source.Position, after string, node *yaml.Node, patch importer.Patch) bool {
	before := decoded(patch.ApplyTo(was.Node))
	if node == nil || before == nil || !reflect.DeepEqual(before, decoded(node)) || len(comments(node)) < len(comments(was.Node)) {
		return false
	}
	docs := source.Split(after)
	return len(docs) == 1 && docs[0].Number == was.Number && encoding.SameJSON([]byte(docs[0].Text), replaceNode(was.Root, was.Node, patch.ApplyTo(was.Node)))
}

// replaceNode returns a tree with one node replaced by another.
func replaceNode(n, old, wanted *yaml.Node) *yaml.Node {
	if n == old {
		return wanted
	}
	with := *n
	with.Content = make([]*yaml.Node, len(n.Content))
	for i, c := range n.Content {
		with.Content[i] = replaceNode(c, old, wanted)
	}
	return &with
}

// decoded returns a node's value without its style and comments, nil if it has none.
func decoded(n *yaml.Node) any {
	var value any
	if n == nil || n.Decode(&value) != nil {
		return nil
	}
	return value
}

// comments returns all comments in a node.
func comments(n *yaml.Node) []byte {
	var b bytes.Buffer
	b.WriteString(n.HeadComment + n.LineComment + n.FootComment)
	for _, c := range n.Content {
		b.Write(comments(c))
	}
	return b.Bytes()
}
