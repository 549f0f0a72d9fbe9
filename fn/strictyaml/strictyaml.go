// Package strictyaml decodes YAML nodes into Go values and reports all problems at once, each
// with the path of its field and a fix. It does not guess, convert or drop values: an
// unknown field is a mistake.
package strictyaml

import (
	"fmt"
	"reflect"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/problem"
)

// Unmarshaler is implemented by types with their own syntax. The node has no aliases and is never
// null. The error becomes the problem's message.
type Unmarshaler interface {
	UnmarshalNode(node *yaml.Node) error
}

// Decode decodes a node into the value that into points at, and reports all problems: first
// those of the YAML itself, then those of the fields, each in the order of the text. path is
// the path of the node; it may be empty.
//
// Struct fields are named by their json tags. For a field, null means absent. Fields without
// a problem are set even if others have one.
func Decode(node *yaml.Node, path string, into any) []problem.Problem {
	v := reflect.ValueOf(into)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		return []problem.Problem{{Path: path, Message: fmt.Sprintf("cannot be decoded into a %T", into)}}
	}
	report := &report{}
	tree := newTree(report)
	if node = tree.plain(node, path, 0); node != nil && !tree.isExhausted() {
		d := decoder{report: report}
		d.value(node, path, v.Elem())
	}
	return report.problems
}

// report collects problems.
type report struct{ problems []problem.Problem }

func (r *report) add(path, message, hint string) {
	r.problems = append(r.problems, problem.New(path, message, hint))
}

// Plain returns a copy of the node without aliases, in which every mapping has distinct
// string keys, and reports the errors of the YAML that prevent it. It returns nil if
// nothing can be read.
func Plain(node *yaml.Node, path string) (*yaml.Node, []problem.Problem) {
	report := &report{}
	tree := newTree(report)
	plain := tree.plain(node, path, 0)
	if tree.isExhausted() {
		plain = nil
	}
	return plain, report.problems
}

// Mismatch returns the problem of a value that is not what is wanted, such as "an integer". The
// problem does not quote a secret.
func Mismatch(node *yaml.Node, path, wanted string, secret bool) problem.Problem {
	d := decoder{report: &report{}, secret: secret}
	d.wrong(node, path, wanted)
	return d.problems[0]
}

// Shorten shortens a text that is too long for a message.
func Shorten(text string) string { return shorten(text) }
