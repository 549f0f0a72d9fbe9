package keda

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// Node writes a value of this package, or one made of structs with json tags, maps
// with string keys, slices and scalars, as a YAML node: fields in their struct's
// order, maps sorted by key, and every string such that all readers see a string.
// Nodes within the value are taken as they are. What cannot be written (a channel,
// a function) is null.
func Node(v any) *yaml.Node {
	return node(reflect.ValueOf(v))
}

var (
	nodeType     = reflect.TypeFor[yaml.Node]()
	numberType   = reflect.TypeFor[json.Number]()
	metadataType = reflect.TypeFor[Metadata]()
)

func node(v reflect.Value) *yaml.Node {
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
		return sequence(v)
	default:
		return scalar(v)
	}
}

func pointee(v reflect.Value) *yaml.Node {
	if n, ok := v.Interface().(*yaml.Node); ok && n != nil {
		return n
	}
	return node(v.Elem())
}

// fields gives the keys and values of a struct.
func fields(v reflect.Value) []*yaml.Node {
	var content []*yaml.Node
	for i := range v.NumField() {
		f, value := v.Type().Field(i), v.Field(i)
		if !f.IsExported() {
			continue
		}
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case name == "-", strings.Contains(options, "omit") && empty(value):
		case name == "" && (f.Anonymous || options == "inline") && value.Kind() == reflect.Struct:
			content = append(content, fields(value)...)
		default:
			content = append(content, plain(yaml.NodeTagString, orName(name, f.Name)), node(value))
		}
	}
	return content
}

func orName(tag, name string) string {
	if tag == "" {
		return name
	}
	return tag
}

// empty is encoding/json's omitempty: a struct is never empty.
func empty(v reflect.Value) bool {
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
	value := node
	if v.Type() == metadataType {
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

func sequence(v reflect.Value) *yaml.Node {
	n := &yaml.Node{Kind: yaml.SequenceNode, Tag: yaml.NodeTagSeq}
	for i := range v.Len() {
		n.Content = append(n.Content, node(v.Index(i)))
	}
	return n
}
