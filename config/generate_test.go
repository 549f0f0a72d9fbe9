package config_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/invopop/jsonschema"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

const module = "modelhost.dev/scale-modelhosts/config"

// generateSchema returns the JSON Schema of the types: names, types, bounds and choices from their
// tags, descriptions from their comments.
func generateSchema(t *testing.T) []byte {
	t.Helper()
	r := &jsonschema.Reflector{Anonymous: true, ExpandedStruct: true, Mapper: scalarSchema, Namer: uniqueNames(t)}
	for _, sources := range []string{".", "../fn/keda"} {
		require.NoError(t, r.AddGoComments(module, sources, jsonschema.WithFullComment()))
	}
	for name, comment := range r.CommentMap {
		r.CommentMap[name] = strings.Join(strings.Fields(comment), " ")
	}
	s := r.Reflect(config.ScaleModelHosts{})
	// Only the mapper refers to it.
	s.Definitions["Naming"] = r.Reflect(config.Naming{})
	s.Definitions["Naming"].Version = ""
	s.Title = config.Kind
	// A trigger belongs to a signal or to KEDA.
	s.Definitions["Trigger"].Required = nil
	setDefaults(s)
	for _, definition := range s.Definitions {
		callByName(definition)
	}
	callByName(s)
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	require.NoError(t, encoder.Encode(s))
	return text.Bytes()
}

// scalarSchema returns the schema of a type that can be written in several forms.
func scalarSchema(t reflect.Type) *jsonschema.Schema {
	switch t {
	case reflect.TypeFor[config.Seconds]():
		return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{
			{Type: "integer", Minimum: "0"},
			{Type: "string", Pattern: `^[0-9].*$`},
		}}
	case reflect.TypeFor[config.Port]():
		return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{
			{Type: "integer", Minimum: "1", Maximum: "65535"},
			{Type: "string", Pattern: `^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$`},
		}}
	case reflect.TypeFor[config.Amount](), reflect.TypeFor[keda.Quantity]():
		return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{{Type: "number"}, {Type: "string"}}}
	case reflect.TypeFor[config.Schedule]():
		return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{
			{Type: "array", Items: &jsonschema.Schema{Type: "string"}},
			{Const: string(config.Off)},
		}}
	case reflect.TypeFor[config.Namings]():
		set := &jsonschema.Schema{Ref: "#/$defs/Naming"}
		return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{set, {Type: "array", Items: set}}}
	case reflect.TypeFor[*yaml.Node](), reflect.TypeFor[yaml.Node](), reflect.TypeFor[map[string]any]():
		return &jsonschema.Schema{Type: "object"}
	}
	return nil
}

// uniqueNames rejects two types with the same name, since one would replace the other.
func uniqueNames(t *testing.T) func(reflect.Type) string {
	named := map[string]reflect.Type{}
	return func(typ reflect.Type) string {
		if typ.Name() == "" {
			return ""
		}
		other, taken := named[typ.Name()]
		require.True(t, !taken || other == typ, "%v and %v have one name", typ, other)
		named[typ.Name()] = typ
		return typ.Name()
	}
}

// callByName makes descriptions begin with the field's name in YAML, not in Go.
func callByName(s *jsonschema.Schema) {
	if s.Properties == nil {
		return
	}
	for pair := s.Properties.Oldest(); pair != nil; pair = pair.Next() {
		first, rest, _ := strings.Cut(pair.Value.Description, " ")
		if strings.EqualFold(first, pair.Key) {
			pair.Value.Description = pair.Key + " " + rest
		}
	}
}

// setDefaults writes the values that Default fills in into the schema.
func setDefaults(s *jsonschema.Schema) {
	spec := defaults()
	authentication := config.Authentication{Secret: &config.Secret{}}
	authentication.Default()
	var signal config.Signal
	signal.Default()
	for _, v := range []any{spec, spec.Naming[0], spec.Prometheus, spec.HTTP, spec.HTTP.Interceptor, spec.HTTP.Routing, spec.Selector, authentication, *authentication.Secret, authentication.Secret.Store, signal} {
		setDefaultsOf(s.Definitions[reflect.TypeOf(v).Name()], reflect.ValueOf(v))
	}
}

func setDefaultsOf(s *jsonschema.Schema, v reflect.Value) {
	for i := range v.NumField() {
		name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		property, ok := s.Properties.Get(name)
		field := v.Field(i)
		texts := field.Kind() == reflect.Slice && field.Type().Elem().Kind() == reflect.String
		if ok && !field.IsZero() && (field.Kind() == reflect.String || texts) {
			property.Default = field.Interface()
		}
	}
}
