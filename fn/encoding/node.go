package encoding

import (
	"cmp"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// ValueQuoter is implemented by map types whose string values Node always quotes.
type ValueQuoter interface{ QuotesValues() }

// Node converts a Go value to a YAML node: structs by their json tags and in the order of their
// fields, maps with string keys sorted by key, slices and scalars. It quotes a string unless every
// YAML reader reads the plain form as the same string. Nodes in the value stay unchanged. Values
// that YAML cannot express, such as functions, become null.
func Node(v any) *yaml.Node {
	return nodeOf(reflect.ValueOf(v))
}

var (
	nodeType        = reflect.TypeFor[yaml.Node]()
	numberType      = reflect.TypeFor[json.Number]()
	valueQuoterType = reflect.TypeFor[ValueQuoter]()
)

func nodeOf(v reflect.Value) *yaml.Node {
	if !v.IsValid() {
		return null()
	}
	switch v.Type() {
	case nodeType:
		n := v.Interface().(yaml.Node)
		return &n
	case numberType:
		return number(v.String())
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		return pointee(v)
	case reflect.Struct:
		return &yaml.Node{Kind: yaml.MappingNode, Tag: yaml.NodeTagMap, Content: fields(v)}
	case reflect.Map:
		return mapping(v)
	case reflect.Slice, reflect.Array:
		return list(v)
	default:
		return scalar(v)
	}
}

func pointee(v reflect.Value) *yaml.Node {
	if n, ok := v.Interface().(*yaml.Node); ok && n != nil {
		return n
	}
	return nodeOf(v.Elem())
}

// fields returns the keys and values of a struct.
func fields(v reflect.Value) []*yaml.Node {
	var content []*yaml.Node
	for i := range v.NumField() {
		f, value := v.Type().Field(i), v.Field(i)
		if !f.IsExported() {
			continue
		}
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case name == "-", strings.Contains(options, "omit") && isEmpty(value):
		case name == "" && (f.Anonymous || options == "inline") && value.Kind() == reflect.Struct:
			content = append(content, fields(value)...)
		default:
			content = append(content, plain(yaml.NodeTagString, cmp.Or(name, f.Name)), nodeOf(value))
		}
	}
	return content
}

// isEmpty reports whether omitempty omits a value, as encoding/json does. A struct is never empty.
func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Map, reflect.Slice:
		return v.Len() == 0
	case reflect.Struct:
		return false
	default:
		return v.IsZero()
	}
}

func mapping(v reflect.Value) *yaml.Node {
	value := nodeOf
	if v.Type().Implements(valueQuoterType) {
		value = func(v reflect.Value) *yaml.Node { return quoted(v.String()) }
	}
	n := &yaml.Node{Kind: yaml.MappingNode, Tag: yaml.NodeTagMap}
	byName := map[string]reflect.Value{}
	for _, key := range v.MapKeys() {
		byName[key.String()] = v.MapIndex(key)
	}
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		n.Content = append(n.Content, text(name), value(byName[name]))
	}
	return n
}

func list(v reflect.Value) *yaml.Node {
	n := &yaml.Node{Kind: yaml.SequenceNode, Tag: yaml.NodeTagSeq}
	for i := range v.Len() {
		n.Content = append(n.Content, nodeOf(v.Index(i)))
	}
	return n
}
