package render

import (
	"path/filepath"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/rooted"
)

// Lines says on which line of its file a finding is. The files are read again, and
// only those with findings: hosts hand objects over without their lines.
type Lines struct {
	dir   string
	root  *rooted.Root
	files map[string]*spots
}

// NewLines is for the findings of the package at a path; "-" is a stream, of which
// no lines are known.
func NewLines(dir string) *Lines { return &Lines{dir: dir, files: map[string]*spots{}} }

// Within limits reading to files inside the root.
func (l *Lines) Within(root *rooted.Root) *Lines {
	l.root = entered(root, l.dir)
	return l
}

// entered is the root for a package that was read already.
func entered(root *rooted.Root, dir string) *rooted.Root {
	if dir == "-" {
		return root
	}
	if inside, err := root.Enter(dir); err == nil {
		return inside
	}
	return root
}

// spot is where an object stands in its file; of a document that is none, node is nil.
type spot struct {
	// number, line and first are the document's: which it is, where it begins, and
	// where it first says anything.
	number, line, first int
	node                *yaml.Node
	// root is the document's content, of which the node may be a part.
	root *yaml.Node
}

// Of is the line of the field that a finding is about, or else of its object; 0 where
// neither is certain, as with two objects that may be meant.
func (l *Lines) Of(f finding.Finding) int {
	if f.File == "" || l.dir == "-" {
		return 0
	}
	places, known := l.files[f.File]
	if !known {
		places = placesIn(l.root, filepath.Join(l.dir, filepath.FromSlash(f.File)))
		l.files[f.File] = places
	}
	if f.Resource == (finding.Resource{}) {
		for _, p := range places.all {
			if documentField(p.number) == f.Field {
				return p.first
			}
		}
		return 0
	}
	p, ok := places.only(f.Resource)
	if !ok {
		return 0
	}
	if line := lineOf(p.node, f.Field); line > 0 {
		return line + p.line - 1
	}
	return p.node.Line + p.line - 1
}

// placesIn are the objects of a file, and its documents that are none.
func placesIn(root *rooted.Root, file string) *spots {
	text, err := root.ReadFile(file)
	if err != nil {
		return &spots{}
	}
	return placesOf(string(text))
}

// placesOf are those of a file's text.
func placesOf(text string) *spots {
	var found []spot
	for _, d := range split(text) {
		var node yaml.Node
		if yaml.NewDecoder(strings.NewReader(d.text)).Decode(&node) != nil || len(node.Content) == 0 {
			found = append(found, spot{number: d.number, line: d.line, first: d.firstLine()})
			continue
		}
		for _, object := range unlisted(node.Content[0]) {
			found = append(found, spot{d.number, d.line, d.firstLine(), object, node.Content[0]})
		}
	}
	return &spots{all: found}
}

// firstLine is the first that says anything.
func (d document) firstLine() int {
	at := d.line
	for line := range strings.Lines(d.text) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			return at
		}
		at++
	}
	return d.line
}

// unlisted gives the objects of a list, or the one that is none.
func unlisted(n *yaml.Node) []*yaml.Node {
	items := inventory.Elements(inventory.Field(n, "items"))
	if len(items) == 0 || !strings.HasSuffix(inventory.Text(inventory.Field(n, "kind")), "List") {
		return []*yaml.Node{n}
	}
	var all []*yaml.Node
	for _, item := range items {
		all = append(all, unlisted(item)...)
	}
	return all
}

func said(n *yaml.Node, path ...string) string { return inventory.Text(inventory.Field(n, path...)) }
