package crd

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// Report contains what the API server rejects in an object.
type Report struct {
	// Problems are the reasons for rejecting the object, in the order of the text.
	Problems []Problem
	// Ambiguous are values that kubectl reads as a boolean and kustomize as a string, and of which
	// one is rejected.
	Ambiguous []Problem
	// Placeholders are the paths of fields that another tool replaces. Nothing that depends
	// on them is reported.
	Placeholders []string
}

// Problem is one thing wrong with a field.
type Problem struct {
	problem.Problem
	Kind Kind
}

// Kind is the kind of a problem.
type Kind string

// These are the kinds of problems.
const (
	// Unreadable is an error in the YAML itself, such as a duplicate key.
	Unreadable Kind = "unreadable"
	// Unknown is a field that the schema does not have.
	Unknown Kind = "unknown"
	// Type is a value of the wrong type.
	Type Kind = "type"
	// Missing is a required field that is absent.
	Missing Kind = "missing"
	// Bounds is a value of the right type that the schema does not allow.
	Bounds Kind = "bounds"
	// Relation is a set of fields that contradict each other, by a CEL rule.
	Relation Kind = "relation"
)

// Check reports what the API server rejects in an object of a group and kind. It ignores
// the version. If releases have different schemas, an object that any of them accepts is
// accepted. A kind that is not Known has no problems.
func Check(group, kind string, object *yaml.Node) Report {
	var least *Report
	for _, t := range tables(group, kind) {
		c := &checker{kind: kind, secrets: strings.HasSuffix(kind, "TriggerAuthentication")}
		c.object(object, t.Schema)
		if least == nil || len(c.Problems) < len(least.Problems) {
			least = &c.Report
		}
	}
	if least == nil {
		return Report{}
	}
	return *least
}

// checker collects the problems of one object.
type checker struct {
	Report
	kind string
	// secrets is set if problems must not quote strings: the object is about credentials.
	secrets bool
}

func (c *checker) add(kind Kind, path, message, hint string) {
	c.Problems = append(c.Problems, Problem{problem.Problem{Path: path, Message: message, Hint: hint, Unknown: kind == Unknown}, kind})
}

func (c *checker) take(kind Kind, p problem.Problem) {
	c.Problems = append(c.Problems, Problem{p, kind})
}

// object checks the fields of the object itself. Its metadata, kind and version are checked
// elsewhere, as are duplicate keys at this level.
func (c *checker) object(n *yaml.Node, s *schema) {
	if n != nil && n.Kind == yaml.DocumentNode && len(n.Content) == 1 {
		n = n.Content[0]
	}
	if n == nil || n.Kind != yaml.MappingNode || s == nil {
		return
	}
	plain := &yaml.Node{Kind: yaml.MappingNode, Tag: yaml.NodeTagMap}
	given := map[string]bool{}
	for i := len(n.Content)/2*2 - 2; i >= 0; i -= 2 {
		key := n.Content[i]
		if given[key.Value] || key.Kind != yaml.ScalarNode || isHead(key.Value) {
			continue
		}
		given[key.Value] = true
		if property := s.Properties[key.Value]; property != nil && property.PreservesUnknown {
			continue
		}
		value, problems := strictyaml.Plain(n.Content[i+1], strictyaml.Field("", key.Value))
		for _, p := range problems {
			c.take(Unreadable, p)
		}
		if value != nil {
			plain.Content = append([]*yaml.Node{key, value}, plain.Content...)
		}
	}
	if len(c.Problems) > 0 && plain.Content == nil {
		return
	}
	c.mapping(plain, "", &schema{Properties: s.Properties, Required: slices.DeleteFunc(slices.Clone(s.Required), isHead)})
}

// isHead reports whether a field is one that every object has.
func isHead(field string) bool {
	return field == "apiVersion" || field == "kind" || field == "metadata"
}

// value checks a value that is neither absent nor null.
func (c *checker) value(n *yaml.Node, path string, s *schema) {
	switch {
	case placeholder.Is(n):
		c.Placeholders = append(c.Placeholders, path)
	case s.IntOrString:
		c.intOrString(n, path, s)
	case s.Type == "object":
		if !isMapping(n) {
			c.wrong(n, path, "an object")
			return
		}
		c.mapping(n, path, s)
	case s.Type == "array":
		if !isSequence(n) {
			c.wrong(n, path, "a list")
			return
		}
		c.sequence(n, path, s)
	case s.Type != "":
		c.scalar(n, path, s)
	}
}

func (c *checker) wrong(n *yaml.Node, path, wanted string) {
	// A string may be a password, and so may a value in its place.
	c.take(Type, strictyaml.Mismatch(n, path, wanted, c.secrets || wanted == "a string"))
}

func (c *checker) mapping(n *yaml.Node, path string, s *schema) {
	present := map[string]*yaml.Node{}
	filled := false
	before := len(c.Problems)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i].Value, n.Content[i+1]
		present[key] = value
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i].Value, n.Content[i+1]
		at := strictyaml.Field(path, key)
		property := cmp.Or(s.Properties[key], s.AdditionalProperties)
		switch {
		case placeholder.In(key):
			filled = true
			c.Placeholders = append(c.Placeholders, at)
		case property == nil && s.PreservesUnknown:
		case property == nil:
			c.unknown(key, at, path, s, present)
		case isNull(value):
		default:
			c.value(value, at, property)
		}
	}
	if filled {
		return
	}
	for _, name := range s.Required {
		property := s.Properties[name]
		if given := present[name]; isNull(given) && (property == nil || property.Default == nil) {
			c.add(Missing, strictyaml.Field(path, name), "is missing", missingHint(property))
		}
	}
	// CEL rules are not evaluated on a value that is already invalid.
	if !slices.ContainsFunc(c.Problems[before:], func(p Problem) bool { return p.Kind != Unknown }) {
		c.relations(path, s, present)
	}
}

func missingHint(s *schema) string {
	switch {
	case s == nil:
		return ""
	case len(s.Enum) > 0:
		return "use " + suggest.Alternatives(s.Enum)
	case s.Type == "integer" && s.Minimum != nil:
		return fmt.Sprintf("use an integer of at least %v", *s.Minimum)
	}
	if s.Type == "string" {
		return "give it a value"
	}
	return "set it to " + typeName(s)
}

// typeName describes the type that a schema requires.
func typeName(s *schema) string {
	switch {
	case s.IntOrString:
		return "an integer or a string"
	case s.Type == "object":
		return "an object"
	case s.Type == "array":
		return "a list"
	case s.Type == "integer":
		return "an integer"
	case s.Type == "boolean":
		return "true or false"
	default:
		return "a " + cmp.Or(s.Type, "value")
	}
}

func (c *checker) sequence(n *yaml.Node, path string, s *schema) {
	if s.MinItems != nil && len(n.Content) < *s.MinItems {
		c.add(Bounds, path, fmt.Sprintf("has %d items; the minimum is %d", len(n.Content), *s.MinItems), "add one")
	}
	if s.MaxItems != nil && len(n.Content) > *s.MaxItems {
		c.add(Bounds, path, fmt.Sprintf("has %d items; the maximum is %d", len(n.Content), *s.MaxItems), fmt.Sprintf("keep %d", *s.MaxItems))
	}
	if s.Items != nil {
		for i, item := range n.Content {
			if at := strictyaml.Index(path, i); isNull(item) {
				c.add(Type, at, "has no value", "give it one, or remove it")
			} else {
				c.value(item, at, s.Items)
			}
		}
	}
	c.distinct(n, path, s)
}

// distinct checks that the items of a set, or the keys of a map, are distinct.
func (c *checker) distinct(n *yaml.Node, path string, s *schema) {
	if s.ListType != "set" && s.ListType != "map" {
		return
	}
	firsts := map[string]int{}
	for i, item := range n.Content {
		if placeholder.Is(item) || isNull(item) {
			continue
		}
		identity, readable := canonical(item), true
		if s.ListType == "map" {
			identity, readable = identityOf(item, s)
		}
		if !readable {
			continue
		}
		first, twice := firsts[identity]
		if !twice {
			firsts[identity] = i
			continue
		}
		if first < 0 {
			continue // reported already
		}
		firsts[identity] = -1
		what := "duplicates item " + fmt.Sprint(first)
		if s.ListType == "map" {
			what = fmt.Sprintf("has the same %s as item %d", strings.Join(s.ListMapKeys, " and "), first)
		}
		c.add(Bounds, strictyaml.Index(path, i), what, "keep one of the two")
	}
}

// identityOf returns what distinguishes an item of a map from the others.
func identityOf(item *yaml.Node, s *schema) (identity string, readable bool) {
	if !isMapping(item) || s.Items == nil {
		return "", false
	}
	var parts []string
	for _, key := range s.ListMapKeys {
		value := field(item, key)
		property := s.Items.Properties[key]
		switch {
		case placeholder.Is(value):
			return "", false
		case !isNull(value):
			parts = append(parts, canonical(value))
		case property != nil && property.Default != nil:
			parts = append(parts, fmt.Sprintf("%q", property.Default))
		default:
			parts = append(parts, "absent")
		}
	}
	return strings.Join(parts, ", "), true
}

func (c *checker) intOrString(n *yaml.Node, path string, s *schema) {
	if isString(n) {
		c.text(n, path, s)
		return
	}
	switch value, ok := number(n); {
	case !ok:
		c.wrong(n, path, typeName(s))
	case value != whole(value):
		p := strictyaml.Mismatch(n, path, typeName(s), false)
		p.Hint = fmt.Sprintf("quote it: %q", n.Value)
		c.take(Type, p)
	}
}

func (c *checker) scalar(n *yaml.Node, path string, s *schema) {
	if s.Type == "boolean" || s.Type == "string" {
		if word, ok := oldBoolean(n); ok {
			message := fmt.Sprintf("kubectl reads %s as %t, kustomize as a string", n.Value, word)
			hint := fmt.Sprintf("use %t", word)
			if s.Type == "string" {
				hint = fmt.Sprintf("quote it: %q", n.Value)
			}
			c.Ambiguous = append(c.Ambiguous, Problem{problem.Problem{Path: path, Message: message, Hint: hint}, Type})
			return
		}
	}
	switch s.Type {
	case "string":
		if !isString(n) {
			c.wrong(n, path, "a string")
			return
		}
		c.text(n, path, s)
	case "boolean":
		if !isBoolean(n) {
			c.wrong(n, path, "true or false")
		}
	case "integer", "number":
		value, ok := number(n)
		if !ok || s.Type == "integer" && value != whole(value) {
			c.wrong(n, path, typeName(s))
			return
		}
		c.bounds(n, value, path, s)
	}
}

func (c *checker) bounds(n *yaml.Node, value float64, path string, s *schema) {
	least, most := limits(s)
	if (least == nil || value >= *least) && (most == nil || value <= *most) {
		return
	}
	shown := strictyaml.Shorten(n.Value)
	switch {
	case s.Minimum != nil && s.Maximum != nil:
		c.add(Bounds, path, shown+" is out of range", fmt.Sprintf("use %.0f to %.0f", *s.Minimum, *s.Maximum))
	case s.Minimum != nil && value < *s.Minimum:
		c.add(Bounds, path, fmt.Sprintf("%s is less than %.0f", shown, *s.Minimum), fmt.Sprintf("use %.0f or more", *s.Minimum))
	case most != nil && value > *most:
		c.add(Bounds, path, fmt.Sprintf("%s is more than %.0f", shown, *most), fmt.Sprintf("use %.0f or less", *most))
	default:
		c.add(Bounds, path, fmt.Sprintf("%s is less than %.0f", shown, *least), fmt.Sprintf("use %.0f or more", *least))
	}
}

// quoted returns a string in quotes, as in messages.
func (c *checker) quoted(n *yaml.Node) string {
	if c.secrets {
		return "its value"
	}
	return fmt.Sprintf("%q", strictyaml.Shorten(n.Value))
}

func (c *checker) text(n *yaml.Node, path string, s *schema) {
	length := utf8.RuneCountInString(n.Value)
	switch {
	case s.MinLength != nil && length < *s.MinLength && length == 0:
		c.add(Bounds, path, "is empty", "give it a value")
	case s.MinLength != nil && length < *s.MinLength:
		c.add(Bounds, path, fmt.Sprintf("has %d characters; the minimum is %d", length, *s.MinLength), "")
	case s.MaxLength != nil && length > *s.MaxLength:
		c.add(Bounds, path, fmt.Sprintf("has %d characters; the maximum is %d", length, *s.MaxLength), "shorten it")
	}
	if s.Pattern != "" && !matches(s.Pattern, n.Value) {
		message, hint := patternMessage(s.Pattern)
		c.add(Bounds, path, c.quoted(n)+" "+message, hint)
	}
	if len(s.Enum) > 0 && !slices.Contains(s.Enum, n.Value) {
		message := c.quoted(n) + " is not supported"
		if n.Value == "" {
			message = "is empty"
		}
		c.add(Bounds, path, message, "use "+suggest.Alternatives(s.Enum))
	}
}
