package reference

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// schema is what the reference shows of a JSON Schema.
type schema struct {
	Definitions map[string]*schema `json:"$defs"`
	Ref         string             `json:"$ref"`
	Type        string             `json:"type"`
	Description string             `json:"description"`
	Enum        []string           `json:"enum"`
	Required    []string           `json:"required"`
	Minimum     *json.Number       `json:"minimum"`
	Maximum     *json.Number       `json:"maximum"`
	AnyOf       []*schema          `json:"anyOf"`
	Items       *schema            `json:"items"`
	Properties  properties         `json:"properties"`
	// Additional is false, or the schema of the values of a map.
	Additional json.RawMessage `json:"additionalProperties"`
}

// properties keep the order in the JSON, which is that of the Go types.
type properties []property

type property struct {
	name   string
	schema *schema
}

// UnmarshalJSON reads an object's members in their order.
func (p *properties) UnmarshalJSON(text []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	if _, err := decoder.Token(); err != nil {
		return fmt.Errorf("reading properties: %w", err)
	}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return fmt.Errorf("reading a property's name: %w", err)
		}
		var s schema
		if err := decoder.Decode(&s); err != nil {
			return fmt.Errorf("reading property %v: %w", name, err)
		}
		*p = append(*p, property{fmt.Sprint(name), &s})
	}
	return nil
}

// name returns the name of the definition that a schema refers to.
func (s *schema) name() string { return strings.TrimPrefix(s.Ref, "#/$defs/") }

// values returns the schema of the values of a map with the user's keys, or nil for any other
// schema.
func (s *schema) values() *schema {
	var values schema
	if len(s.Additional) == 0 || json.Unmarshal(s.Additional, &values) != nil {
		return nil
	}
	return &values
}

// without returns a copy without the properties of another schema.
func (s *schema) without(other *schema) *schema {
	rest := *s
	rest.Properties = slices.DeleteFunc(slices.Clone(s.Properties), func(p property) bool {
		return slices.ContainsFunc(other.Properties, func(o property) bool { return o.name == p.name })
	})
	return &rest
}

// several returns the plural of a kind of value.
func (s *schema) several() string {
	if len(s.Enum) > 0 {
		return s.kind()
	}
	return s.kind() + "s"
}

// kind describes how a value is written.
func (s *schema) kind() string {
	switch {
	case len(s.Enum) > 0:
		return "`" + strings.Join(s.Enum, "`, `") + "`"
	case len(s.AnyOf) > 0 && s.AnyOf[0].Maximum != nil:
		return "number or name"
	case len(s.AnyOf) > 0 && s.AnyOf[0].Type == "integer":
		return "duration"
	case len(s.AnyOf) > 0 && s.AnyOf[0].Type == "array":
		return "list of strings, or `off`"
	case len(s.AnyOf) > 0:
		return "number or quantity"
	case s.Type == "integer" && s.Minimum != nil && s.Maximum != nil:
		return "integer from " + s.Minimum.String() + " to " + s.Maximum.String()
	case s.Type == "integer" && s.Minimum != nil:
		return "integer from " + s.Minimum.String()
	}
	return map[string]string{
		"string": "string", "boolean": "boolean", "integer": "integer", "number": "number", "object": "object",
	}[s.Type]
}
