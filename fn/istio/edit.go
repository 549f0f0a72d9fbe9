package istio

import (
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/managed"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

// Edit is one change in a VirtualService, noted so that it can be taken back.
type Edit struct {
	// Path is the field below spec: http[0].route[0].destination, or http[0].retries.
	Path string `json:"at"`
	// Match is that of the rule, by which it is known where rules have moved since.
	Match *yaml.Node `json:"match,omitempty"`
	// Before is what the field was, nothing where it was not there; Is is what it was made.
	Before *yaml.Node `json:"was,omitempty"`
	After  *yaml.Node `json:"is"`
}

// Revert is a VirtualService with what earlier runs changed taken back, as a copy. What
// is not found any more, because somebody has changed it since, is lost.
func Revert(o *inventory.Object) (restored *yaml.Node, lost []Edit) {
	restored = o.Node.Copy().YNode()
	done, ok := recorded(o)
	if !ok {
		return restored, nil
	}
	return restored, undo(inventory.Field(restored, "spec"), done)
}

// recorded is what earlier runs wrote down.
func recorded(o *inventory.Object) (done []Edit, ok bool) {
	record := o.Annotations[managed.AnnotationEdited]
	node, problems := strictyaml.Parse(record, "")
	if record == "" || len(problems) > 0 || len(strictyaml.Decode(node, "", &done)) > 0 {
		return nil, false
	}
	return done, true
}

// editableField is a field of a rule that may have been changed.
type editableField struct {
	path  string
	match *yaml.Node
	// parent has the field.
	parent *yaml.Node
	name   string
}

func (p editableField) hasValue(value *yaml.Node) bool {
	return value != nil && inventory.Equal(inventory.Field(p.parent, p.name), value)
}

// editableFields are all fields of rules that are changed here.
func editableFields(spec *yaml.Node) []editableField {
	var all []editableField
	for i, rule := range inventory.Elements(inventory.Field(spec, "http")) {
		at, match := strictyaml.Index("http", i), inventory.Field(rule, "match")
		all = append(all, editableField{at + "." + retries, match, rule, retries})
		for j, route := range inventory.Elements(inventory.Field(rule, "route")) {
			all = append(all, editableField{strictyaml.Index(at+".route", j) + "." + destination, match, route, destination})
		}
	}
	return all
}

// The fields that are changed.
const (
	destination = "destination"
	retries     = "retries"
)

// undo undoes what was done: at its place, or else in the rule of the same match, or
// else in the order of what is left, if that is as many.
func undo(spec *yaml.Node, done []Edit) []Edit {
	left := editableFields(spec)
	undo := func(p Edit, i int) {
		setOrDelete(left[i], p.Before)
		left = slices.Delete(left, i, i+1)
	}
	changed := func(p Edit) func(editableField) bool {
		return func(at editableField) bool { return strings.HasSuffix(p.Path, "."+at.name) && at.hasValue(p.After) }
	}
	for _, fits := range []func(Edit, editableField) bool{
		func(p Edit, at editableField) bool { return p.Path == at.path && sameMatch(p.Match, at.match) },
		func(p Edit, at editableField) bool { return sameMatch(p.Match, at.match) },
	} {
		done = slices.DeleteFunc(done, func(p Edit) bool {
			i := slices.IndexFunc(left, func(at editableField) bool { return changed(p)(at) && fits(p, at) })
			if i >= 0 {
				undo(p, i)
			}
			return i >= 0
		})
	}
	var there int
	for _, at := range left {
		if slices.ContainsFunc(done, func(p Edit) bool { return changed(p)(at) }) {
			there++
		}
	}
	if there != len(done) {
		return done
	}
	return slices.DeleteFunc(done, func(p Edit) bool {
		i := slices.IndexFunc(left, changed(p))
		if i >= 0 {
			undo(p, i)
		}
		return i >= 0
	})
}

func sameMatch(a, b *yaml.Node) bool { return a == nil && b == nil || inventory.Equal(a, b) }

// setOrDelete gives a field the value that it had.
func setOrDelete(at editableField, was *yaml.Node) {
	content := at.parent.Content
	for i := 0; i+1 < len(content); i += 2 {
		switch {
		case content[i].Value != at.name:
		case was == nil:
			at.parent.Content = slices.Delete(content, i, i+2)
			return
		default:
			content[i+1] = was
			return
		}
	}
}

// Record writes down in a VirtualService what was done, or that nothing was.
func Record(object *yaml.Node, done []Edit) {
	metadata := inventory.Field(object, "metadata")
	annotations := inventory.Field(metadata, "annotations")
	setOrDelete(editableField{parent: mappingOrNew(annotations), name: managed.AnnotationEdited}, nil)
	if annotations != nil && len(annotations.Content) == 0 && len(done) == 0 {
		setOrDelete(editableField{parent: metadata, name: "annotations"}, nil)
	}
	if len(done) == 0 {
		return
	}
	text, err := yaml.NewRNode(encoding.Node(done)).String()
	if err != nil {
		return // Only what no encoder takes fails; it came from one.
	}
	if annotations == nil {
		annotations = mappingOrNew(nil)
		metadata.Content = append(metadata.Content, encoding.Node("annotations"), annotations)
	}
	annotations.Content = append(annotations.Content, encoding.Node(managed.AnnotationEdited), encoding.Node(text))
}

func mappingOrNew(mapping *yaml.Node) *yaml.Node {
	if mapping == nil {
		return &yaml.Node{Kind: yaml.MappingNode, Tag: yaml.NodeTagMap}
	}
	return mapping
}
