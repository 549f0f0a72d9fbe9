package strictyaml

import (
	"reflect"
	"strings"
	"sync"
)

// fields are the fields of a struct by their names in YAML.
type fields struct {
	names []string // in the order of the struct
	index map[string][]int
}

var known sync.Map // reflect.Type → *fields

func fieldsOf(t reflect.Type) *fields {
	if f, ok := known.Load(t); ok {
		return f.(*fields)
	}
	f := &fields{index: map[string][]int{}}
	f.collect(t, nil, nil)
	known.Store(t, f)
	return f
}

// collect adds the fields of t, which is at index prefix of the outermost struct and within
// the structs of path. Names of outer structs take precedence.
func (f *fields) collect(t reflect.Type, prefix []int, path []reflect.Type) {
	for _, seen := range path {
		if seen == t {
			return // a struct that embeds itself adds nothing
		}
	}
	path = append(path[:len(path):len(path)], t)
	var inlined []reflect.StructField
	for i := range t.NumField() {
		field := t.Field(i)
		name, inline := nameOf(field)
		switch {
		case inline:
			inlined = append(inlined, field)
		case name == "" || !field.IsExported():
		default:
			f.add(name, join(prefix, i))
		}
	}
	for _, field := range inlined {
		f.collect(structOf(field.Type), join(prefix, field.Index[0]), path)
	}
}

func (f *fields) add(name string, index []int) {
	if _, taken := f.index[name]; !taken {
		f.names = append(f.names, name)
		f.index[name] = index
	}
}

func join(prefix []int, i int) []int { return append(prefix[:len(prefix):len(prefix)], i) }

// nameOf returns a field's name, or "", and whether the fields of its struct replace it.
func nameOf(field reflect.StructField) (name string, inline bool) {
	tag := field.Tag.Get("json")
	if tag == "-" {
		return "", false
	}
	name, options, _ := strings.Cut(tag, ",")
	asked := field.Anonymous || strings.Contains(","+options+",", ",inline,")
	// Other packages cannot allocate an unexported struct behind a pointer.
	reachable := field.IsExported() || field.Anonymous && field.Type.Kind() == reflect.Struct
	if name == "" && asked && reachable && structOf(field.Type) != nil {
		return "", true
	}
	if name == "" {
		name = field.Name
	}
	return name, false
}

func structOf(t reflect.Type) reflect.Type {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return nil
	}
	return t
}

// fieldByIndex returns a field, and allocates the embedded structs that contain it.
func fieldByIndex(v reflect.Value, index []int) reflect.Value {
	for i, x := range index {
		if i > 0 && v.Kind() == reflect.Pointer {
			if v.IsNil() {
				v.Set(reflect.New(v.Type().Elem()))
			}
			v = v.Elem()
		}
		v = v.Field(x)
	}
	return v
}
