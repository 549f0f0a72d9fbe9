package source

import (
	"path"
	"path/filepath"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/rooted"
)

// Lines finds the lines of findings.
type Lines struct {
	dir   string
	root  *rooted.Root
	files map[string]*Positions
}

// NewLines returns a Lines for the files in a folder. It reads the files that findings name, unless
// their positions are known, since kustomize passes objects on without their lines. It reads
// nothing outside the root.
func NewLines(dir string, root *rooted.Root) *Lines {
	return &Lines{dir: dir, root: root.Inside(dir), files: map[string]*Positions{}}
}

// Add adds the positions in files that were read already. The files' names are relative to a folder
// below that of the lines.
func (l *Lines) Add(folder string, files map[string]*Positions) {
	for file, positions := range files {
		if file != "" && !path.IsAbs(file) {
			file = path.Join(folder, file)
		}
		l.files[file] = positions
	}
}

// Line returns the line of the field that a finding is about, or else the line of its object. It
// returns 0 if neither is certain, for example if two objects match.
func (l *Lines) Line(f finding.Finding) int {
	if f.Line > 0 || f.Resource == (finding.Resource{}) {
		return f.Line
	}
	p, ok := l.position(f)
	if !ok {
		return 0
	}
	if line := lineOf(p.Node, f.Field); line > 0 {
		return line + p.Line - 1
	}
	return p.Node.Line + p.Line - 1
}

func (l *Lines) position(f finding.Finding) (Position, bool) {
	positions, known := l.files[f.File]
	switch {
	case f.File == "" && known:
		return positions.matchExactly(f.Resource) // of a stream, whose objects have not been renamed
	case f.File == "":
		return Position{}, false
	case !known:
		positions = readPositions(l.root, filepath.Join(l.dir, filepath.FromSlash(f.File)))
		l.files[f.File] = positions
	}
	return positions.Match(f.Resource)
}

// Position is the place of an object in its file. Node is nil for a document that is not an object.
type Position struct {
	// Number is the number of the document, and Line the line where it begins.
	Number, Line int
	Node         *yaml.Node
	// Root is the document's content, which contains Node.
	Root *yaml.Node
}

// readPositions returns the positions in a file, none if it cannot be read.
func readPositions(root *rooted.Root, file string) *Positions {
	text, err := root.ReadFile(file)
	if err != nil {
		return &Positions{}
	}
	return PositionsOf(string(text))
}

// PositionsOf returns the positions in a text, without expanding aliases.
func PositionsOf(text string) *Positions {
	var all []Position
	for _, d := range Split(text) {
		var node yaml.Node
		if yaml.NewDecoder(strings.NewReader(d.Text)).Decode(&node) != nil || len(node.Content) == 0 {
			all = append(all, d.positions(nil)...)
			continue
		}
		all = append(all, d.positions(node.Content)...)
	}
	return &Positions{All: all}
}

// joinPositions returns the positions in all documents of a text.
func joinPositions(readings []reading) *Positions {
	var all []Position
	for _, r := range readings {
		all = append(all, r.positions...)
	}
	return &Positions{All: all}
}

// positions returns the positions in a document with the given contents.
func (d Document) positions(contents []*yaml.Node) []Position {
	if len(contents) == 0 {
		return []Position{{Number: d.Number, Line: d.Line}}
	}
	var all []Position
	for _, content := range contents {
		for _, object := range flattenList(content) {
			all = append(all, Position{d.Number, d.Line, object, content})
		}
	}
	return all
}

// firstLine returns the first line of a document that is neither empty nor a comment.
func (d Document) firstLine() int {
	at := d.Line
	for line := range strings.Lines(d.Text) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			return at
		}
		at++
	}
	return d.Line
}

// flattenList returns the objects of a list, or the one object that is not a list.
func flattenList(n *yaml.Node) []*yaml.Node {
	items := inventory.Elements(inventory.Field(n, "items"))
	if len(items) == 0 || !strings.HasSuffix(inventory.Text(inventory.Field(n, "kind")), "List") {
		return []*yaml.Node{n}
	}
	var all []*yaml.Node
	for _, item := range items {
		all = append(all, flattenList(item)...)
	}
	return all
}

// TextAt returns the string at a path in an object, "" if there is none.
func TextAt(n *yaml.Node, path ...string) string { return inventory.Text(inventory.Field(n, path...)) }
