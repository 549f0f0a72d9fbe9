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

// Passage is one change in a VirtualService, noted so that it can be taken back.
type Passage struct {
	// At is the field below spec: http[0].route[0].destination, or http[0].retries.
	At string `json:"at"`
	// Match is that of the rule, by which it is known where rules have moved since.
	Match *yaml.Node `json:"match,omitempty"`
	// Was is what the field was, nothing where it was not there; Is is what it was made.
	Was *yaml.Node `json:"was,omitempty"`
	Is  *yaml.Node `json:"is"`
}

// Restored is a VirtualService with what earlier runs changed taken back, as a copy. What
// is not found any more, because somebody has changed it since, is lost.
func Restored(o *inventory.Object) (restored *yaml.Node, lost []Passage) {
	restored = o.Node.Copy().YNode()
	done, ok := noted(o)
	if !ok {
		return restored, nil
	}
	return restored, takeBack(inventory.Field(restored, "spec"), done)
}

// noted is what earlier runs wrote down.
func noted(o *inventory.Object) (done []Passage, ok bool) {
	record := o.Annotations[managed.Edited]
	node, problems := strictyaml.Parse(record, "")
	if record == "" || len(problems) > 0 || len(strictyaml.Decode(node, "", &done)) > 0 {
		return nil, false
	}
	return done, true
}

// place is a field of a rule that may have been changed.
type place struct {
	at    string
	match *yaml.Node
	// mapping has the field.
	mapping *yaml.Node
	field   string
}

func (p place) is(value *yaml.Node) bool {
	return value != nil && inventory.Equal(inventory.Field(p.mapping, p.field), value)
}

// places are all fields of rules that are changed here.
func places(spec *yaml.Node) []place {
	var all []place
	for i, rule := range inventory.Elements(inventory.Field(spec, "http")) {
		at, match := strictyaml.Index("http", i), inventory.Field(rule, "match")
		all = append(all, place{at + "." + retries, match, rule, retries})
		for j, route := range inventory.Elements(inventory.Field(rule, "route")) {
			all = append(all, place{strictyaml.Index(at+".route", j) + "." + destination, match, route, destination})
		}
	}
	return all
}

// The fields that are changed.
const (
	destination = "destination"
	retries     = "retries"
)

// takeBack undoes what was done: at its place, or else in the rule of the same match, or
// else in the order of what is left, if that is as many.
func takeBack(spec *yaml.Node, done []Passage) []Passage {
	left := places(spec)
	undo := func(p Passage, i int) {
		restore(left[i], p.Was)
		left = slices.Delete(left, i, i+1)
	}
	changed := func(p Passage) func(place) bool {
		return func(at place) bool { return strings.HasSuffix(p.At, "."+at.field) && at.is(p.Is) }
	}
	for _, fits := range []func(Passage, place) bool{
		func(p Passage, at place) bool { return p.At == at.at && same(p.Match, at.match) },
		func(p Passage, at place) bool { return same(p.Match, at.match) },
	} {
		done = slices.DeleteFunc(done, func(p Passage) bool {
			i := slices.IndexFunc(left, func(at place) bool { return changed(p)(at) && fits(p, at) })
			if i >= 0 {
				undo(p, i)
			}
			return i >= 0
		})
	}
	var there int
	for _, at := range left {
		if slices.ContainsFunc(done, func(p Passage) bool { return changed(p)(at) }) {
			there++
		}
	}
	if there != len(done) {
		return done
	}
	return slices.DeleteFunc(done, func(p Passage) bool {
		i := slices.IndexFunc(left, changed(p))
		if i >= 0 {
			undo(p, i)
		}
		return i >= 0
	})
}

func same(a, b *yaml.Node) bool { return a == nil && b == nil || inventory.Equal(a, b) }

// restore gives a field the value that it had.
func restore(at place, was *yaml.Node) {
	content := at.mapping.Content
	for i := 0; i+1 < len(content); i += 2 {
		switch {
		case content[i].Value != at.field:
		case was == nil:
			at.mapping.Content = slices.Delete(content, i, i+2)
			return
		default:
			content[i+1] = was
			return
		}
	}
}

// Note writes down in a VirtualService what was done, or that nothing was.
func Note(object *yaml.Node, done []Passage) {
	metadata := inventory.Field(object, "metadata")
	annotations := inventory.Field(metadata, "annotations")
	restore(place{mapping: orEmpty(annotations), field: managed.Edited}, nil)
	if annotations != nil && len(annotations.Content) == 0 && len(done) == 0 {
		restore(place{mapping: metadata, field: "annotations"}, nil)
	}
	if len(done) == 0 {
		return
	}
	text, err := yaml.NewRNode(encoding.Node(done)).String()
	if err != nil {
		return // Only what no encoder takes fails; it came from one.
	}
	if annotations == nil {
		annotations = orEmpty(nil)
		metadata.Content = append(metadata.Content, encoding.Node("annotations"), annotations)
	}
	annotations.Content = append(annotations.Content, encoding.Node(managed.Edited), encoding.Node(text))
}

func orEmpty(mapping *yaml.Node) *yaml.Node {
	if mapping == nil {
		return &yaml.Node{Kind: yaml.MappingNode, Tag: yaml.NodeTagMap}
	}
	return mapping
}
