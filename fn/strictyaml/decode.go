package strictyaml

import (
	"fmt"
	"reflect"
	"strings"
	"sync"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

var (
	nodeType        = reflect.TypeFor[yaml.Node]()
	nodePointerType = reflect.TypeFor[*yaml.Node]()
	unmarshalerType = reflect.TypeFor[Unmarshaler]()
)

// decoder sets Go values from a plain tree.
type decoder struct {
	*report
	// secret is set if problems must not quote values here. The holder, the type around the key, is
	// asked only if there is a problem.
	secret bool
	holder SecretHolder
	key    string
}

// isSecret reports whether problems must not quote the value.
func (d decoder) isSecret() bool { return d.secret || d.holder != nil && d.holder.IsSecret(d.key) }

// SecretHolder is implemented by types that may contain credentials. IsSecret reports whether the
// value of a key, or anything below it, may be one, including a value in place of a reference to
// it. No problem quotes such a value.
type SecretHolder interface{ IsSecret(key string) bool }

// FieldLocator is implemented by types whose fields are often written one level off.
// RightPlace returns where a field belongs, or "" if that is not known.
type FieldLocator interface{ RightPlace(key string) string }

// pointToRightPlace changes the hint of a problem with a key that belongs elsewhere.
func pointToRightPlace(p *problem.Problem, v reflect.Value, key string) {
	if locator, ok := v.Interface().(FieldLocator); ok {
		if place := locator.RightPlace(key); place != "" {
			p.Hint, p.Misplaced = "move it "+place, true
		}
	}
}

// below returns the decoder for the value of a key.
func (d decoder) below(v reflect.Value, key string) decoder {
	return decoder{report: d.report, secret: d.isSecret(), holder: secretHolderOf(v.Type()), key: key}
}

var secretHolders sync.Map // reflect.Type → SecretHolder or nil

// secretHolderOf returns the zero value of a type as a SecretHolder, or nil if it is not one.
func secretHolderOf(t reflect.Type) SecretHolder {
	if known, ok := secretHolders.Load(t); ok {
		holder, _ := known.(SecretHolder)
		return holder
	}
	holder, _ := reflect.Zero(t).Interface().(SecretHolder)
	secretHolders.Store(t, holder)
	return holder
}

func (d decoder) value(n *yaml.Node, path string, v reflect.Value) {
	switch {
	case isNull(n):
	case v.Type() == nodePointerType:
		v.Set(reflect.ValueOf(n))
	case v.Type() == nodeType:
		v.Set(reflect.ValueOf(*n))
	case v.Kind() == reflect.Pointer:
		d.pointer(n, path, v)
	case reflect.PointerTo(v.Type()).Implements(unmarshalerType):
		if err := v.Addr().Interface().(Unmarshaler).UnmarshalNode(n); err != nil {
			d.add(path, err.Error(), "")
		}
	default:
		d.byKind(n, path, v)
	}
}

func (d decoder) byKind(n *yaml.Node, path string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		d.structure(n, path, v)
	case reflect.Map:
		d.mapping(n, path, v)
	case reflect.Slice:
		d.sequence(n, path, v)
	case reflect.Interface:
		d.dynamic(n, path, v)
	case reflect.String:
		d.text(n, path, v)
	case reflect.Bool:
		d.boolean(n, path, v)
	case reflect.Int, reflect.Int32, reflect.Int64:
		d.integer(n, path, v)
	case reflect.Float64:
		d.float(n, path, v)
	default:
		d.add(path, fmt.Sprintf("cannot be decoded into a %s", v.Type()), "")
	}
}

// pointer leaves the pointer nil if its value could not be read at all, so that a zero is not taken
// for the user's value.
func (d decoder) pointer(n *yaml.Node, path string, v reflect.Value) {
	before := len(d.problems)
	p := reflect.New(v.Type().Elem())
	d.value(n, path, p.Elem())
	if len(d.problems) == before || n.Kind != yaml.ScalarNode {
		v.Set(p)
	}
}

func (d decoder) structure(n *yaml.Node, path string, v reflect.Value) {
	if kindOf(n) != anObject {
		d.wrong(n, path, "an object")
		return
	}
	fields := fieldsOf(v.Type())
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i].Value
		at := Field(path, key)
		index, known := fields.index[key]
		if !known {
			unknown := problem.Problem{Path: at, Message: "unknown field", Hint: unknownHint(key, fields.names), Unknown: true}
			pointToRightPlace(&unknown, v, key)
			d.problems = append(d.problems, unknown)
			continue
		}
		d.below(v, key).value(n.Content[i+1], at, fieldByIndex(v, index))
	}
}

func unknownHint(key string, known []string) string {
	if near, ok := suggest.Closest(key, known); ok {
		return fmt.Sprintf("did you mean %q?", near)
	}
	if len(known) == 0 {
		return "no fields are allowed here"
	}
	return "known fields: " + strings.Join(known, ", ")
}

func (d decoder) mapping(n *yaml.Node, path string, v reflect.Value) {
	if kindOf(n) != anObject {
		d.wrong(n, path, "an object")
		return
	}
	if v.Type().Key().Kind() != reflect.String {
		d.add(path, fmt.Sprintf("cannot be decoded into a %s", v.Type()), "")
		return
	}
	v.Set(reflect.MakeMap(v.Type()))
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i].Value
		before := len(d.problems)
		item := reflect.New(v.Type().Elem()).Elem()
		d.below(v, key).item(n.Content[i+1], Field(path, key), item)
		if len(d.problems) == before || !isScalar(n.Content[i+1]) {
			v.SetMapIndex(reflect.ValueOf(key).Convert(v.Type().Key()), item)
		}
		for at := before; at < len(d.problems); at++ {
			pointToRightPlace(&d.problems[at], v, key)
			d.problems[at].Null = d.problems[at].Null || isNull(n.Content[i+1])
		}
	}
}

// OneOrMore is implemented by lists of objects that may also be written as a single object.
type OneOrMore interface{ OneOrMore() }

func (d decoder) sequence(n *yaml.Node, path string, v reflect.Value) {
	_, oneOrMore := v.Interface().(OneOrMore)
	switch {
	case oneOrMore && kindOf(n) == anObject:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		d.value(n, path, v.Index(0))
		return
	case oneOrMore && kindOf(n) != aList:
		d.wrong(n, path, "an object or a list of objects")
		return
	}
	if kindOf(n) != aList {
		d.wrong(n, path, "a list")
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
	for i, item := range n.Content {
		d.item(item, Index(path, i), v.Index(i))
	}
}

// item decodes an item of a list or map. Unlike in a field, null is an error, unless the type can
// hold it.
func (d decoder) item(n *yaml.Node, path string, v reflect.Value) {
	if !isNull(n) {
		d.value(n, path, v)
		return
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
	default:
		d.add(path, "has no value", "give it one, or remove it")
	}
}
