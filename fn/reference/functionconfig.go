package reference

import (
	"encoding/json"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/config"
)

// functionConfig returns the schema flattened into a table: a row for each field.
func functionConfig() string {
	var root schema
	// The schema is part of the program, and its test parses it.
	if err := json.Unmarshal(config.Schema(), &root); err != nil {
		return err.Error()
	}
	w := walker{definitions: root.Definitions, rows: newTable("field", "value", "meaning"), foreign: kedaTypes()}
	w.fields("spec", w.definitions["Spec"])
	return w.rows.String()
}

// walker visits the fields of a schema.
type walker struct {
	definitions map[string]*schema
	rows        *table
	// foreign are KEDA's own types, which KEDA's documentation describes.
	foreign foreign
}

// fields writes a row for each field of an object, and for those below it.
func (w walker) fields(path string, s *schema) {
	for _, p := range s.Properties {
		about := meaning(p.name, p.schema.Description)
		if slices.Contains(s.Required, p.name) {
			about = "**required**; " + about
		}
		w.field(path+"."+p.name, p.schema, about)
	}
}

func (w walker) field(path string, s *schema, meaning string) {
	name := s.name()
	target := w.resolve(s)
	switch {
	case len(s.AnyOf) > 0 && len(w.resolve(s.AnyOf[0]).Properties) > 0:
		w.add(path, "object, or a list of objects", meaning)
		w.fields(path, w.resolve(s.AnyOf[0]))
	case w.foreign[name] && len(target.Properties) > 0:
		w.add(path, "as in KEDA", meaning)
	case len(target.Properties) > 0:
		w.add(path, "object", meaning)
		w.fields(path, target)
	case target.values() != nil:
		w.object(path, target.values(), meaning)
	case target.Items != nil:
		w.list(path, target.Items, meaning)
	default:
		w.add(path, target.kind(), meaning)
	}
}

// object adds the rows of a field whose keys are the user's.
func (w walker) object(path string, values *schema, meaning string) {
	target := w.resolve(values)
	if len(target.Properties) == 0 {
		w.add(path, "map of "+target.several(), meaning)
		return
	}
	w.add(path, "map by name", meaning)
	if values.name() == "Profile" {
		w.profile(path+".<name>", target)
		return
	}
	w.fields(path+".<name>", target)
}

// profile returns the rows of a profile: its settings are documented under spec.defaults.
func (w walker) profile(path string, s *schema) {
	w.fields(path, s.without(w.definitions["Settings"]))
	w.add(path+".…", "as `spec.defaults`", "every field of `spec.defaults`")
}

func (w walker) list(path string, items *schema, meaning string) {
	target := w.resolve(items)
	switch {
	case w.foreign[items.name()]:
		w.add(path, "list, as in KEDA", meaning)
	case len(target.Properties) > 0:
		w.add(path, "list", meaning)
		w.fields(path+"[]", target)
	default:
		w.add(path, "list of "+target.several(), meaning)
	}
}

func (w walker) add(path, value, meaning string) { w.rows.add(code(path), value, meaning) }

func (w walker) resolve(s *schema) *schema {
	if target, ok := w.definitions[s.name()]; ok {
		return target
	}
	return s
}

// meaning returns a description without the field's name.
func meaning(name, description string) string {
	if description == "" {
		return "see KEDA's documentation"
	}
	rest := strings.TrimSuffix(strings.TrimPrefix(description, name+" "), ".")
	for _, word := range []string{"is ", "are ", "holds "} {
		if after, ok := strings.CutPrefix(rest, word); ok {
			return after
		}
	}
	return rest
}
