package istio

import (
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/managed"
	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

// Edit records one change in a VirtualService, so that it can be reverted.
type Edit struct {
	// Path is the field below spec: http[0].route[0].destination, or http[0].retries.
	Path string `json:"path"`
	// Match is the rule's match. It identifies the rule after rules have moved.
	Match *yaml.Node `json:"match,omitempty"`
	// Before is the field's old value, nil if the field was absent. After is its new value.
	Before *yaml.Node `json:"before,omitempty"`
	After  *yaml.Node `json:"after"`
}

// Revert returns a copy of a VirtualService without the recorded edits. It also returns those
// that it cannot find, because the fields have changed since, and the problems of a record that
// it cannot read.
func Revert(o *inventory.Object) (restored *yaml.Node, lost []Edit, problems []problem.Problem) {
	restored = o.Node.Copy().YNode()
	done, problems := recorded(o)
	if len(problems) > 0 {
		return restored, nil, problems
	}
	return restored, undo(inventory.Field(restored, "spec"), done), nil
}

// recorded returns the edits that are recorded in a VirtualService, none if there is no record.
func recorded(o *inventory.Object) (done []Edit, problems []problem.Problem) {
	record := o.Annotations[managed.AnnotationEdited]
	if record == "" {
		return nil, nil
	}
	node, problems := strictyaml.Parse(record, "")
	if len(problems) > 0 {
		return nil, problems
	}
	if problems = strictyaml.Decode(node, "", &done); len(problems) > 0 {
		return nil, problems
	}
	return done, nil
}

// editableField is a field that edits can change.
type editableField struct {
	path  string
	match *yaml.Node
	// parent is the mapping that has the field.
	parent *yaml.Node
	name   string
}

func (p editableField) hasValue(value *yaml.Node) bool {
	return value != nil && inventory.Equal(inventory.Field(p.parent, p.name), value)
}

// editableFields returns all fields that edits can change.
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

// The fields that edits can change.
const (
	destination = "destination"
	retries     = "retries"
)

// undo reverts edits. It looks for each edit at its path, then in a rule with the same match, and
// then matches the rest in order if their number is right. It returns the edits that it did not
// find.
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

// setOrDelete sets a field, or deletes it if the value is nil.
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

// Record records edits in an annotation of a VirtualService, or removes the record if there are
// none.
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
		return // never happens: edits hold decoded YAML
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
