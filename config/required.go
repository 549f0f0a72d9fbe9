package config

import (
	"reflect"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

// required reports empty fields that KEDA requires: those without omitempty in their tag. It
// does not look into absent structs.
func (c *check) required(path string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			c.required(path, v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			c.required(strictyaml.Index(path, i), v.Index(i))
		}
	case reflect.Struct:
		c.requiredFields(path, v)
	}
}

func (c *check) requiredFields(path string, v reflect.Value) {
	for i := range v.NumField() {
		name, options, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		at, field := strictyaml.Field(path, name), v.Field(i)
		missing := field.Kind() != reflect.Struct && field.IsZero() || field.Kind() == reflect.Slice && field.Len() == 0
		if missing && !strings.Contains(options, "omitempty") {
			message := "is missing"
			if field.Kind() == reflect.Slice && !field.IsNil() {
				message = "is empty"
			}
			c.add(at, message, "KEDA requires it")
			continue
		}
		c.required(at, field)
	}
}
