package reference

import (
	"reflect"
	"strings"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

// foreign holds the names of KEDA's own types, which KEDA's documentation describes.
type foreign map[string]bool

// kedaTypes returns the KEDA types that a functionConfig contains.
func kedaTypes() foreign {
	f := foreign{}
	f.visit(reflect.TypeFor[config.Spec]())
	return f
}

func (f foreign) visit(t reflect.Type) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		f.visit(t.Elem())
	case reflect.Struct:
		f.fields(t)
	}
}

func (f foreign) fields(t reflect.Type) {
	ours := strings.HasPrefix(t.PkgPath(), reflect.TypeFor[config.Spec]().PkgPath())
	theirs := t.PkgPath() == reflect.TypeFor[keda.Trigger]().PkgPath()
	if theirs {
		f[t.Name()] = true
	}
	if !ours {
		return
	}
	for i := range t.NumField() {
		field := t.Field(i)
		if field.Anonymous && field.Type.PkgPath() != t.PkgPath() {
			// Its fields belong to the functionConfig; its name does not appear.
			f.embedded(field.Type)
			continue
		}
		f.visit(field.Type)
	}
}

func (f foreign) embedded(t reflect.Type) {
	for i := range t.NumField() {
		f.visit(t.Field(i).Type)
	}
}
