// Package apimeta checks an object's metadata as the API server does: names, labels, annotations,
// finalizers and owners. The rules are those of k8s.io/apimachinery, pkg/api/validation and
// pkg/util/validation, which compile their regular expressions when the program starts; tests
// compare the two.
package apimeta

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// Naming is the syntax that names of a kind must follow.
type Naming string

const (
	// Subdomain is the naming of nearly all kinds: parts of letters and digits with dots between.
	Subdomain Naming = "subdomain"
	// ServiceLabel is the naming of Services: one label that begins with a letter.
	ServiceLabel Naming = "service label"
)

// NamingOf returns the syntax of names for a kind of the core group.
func NamingOf(group, kind string) Naming {
	if group == "" && kind == "Service" {
		return ServiceLabel
	}
	return Subdomain
}

const (
	maxAnnotations = 256 * 1024
	// maxGenerated is the length to which Kubernetes cuts generateName.
	maxGenerated = 58
	rejected     = "; Kubernetes rejects the object"
)

// fields maps the fields of metadata to the types of their values.
var fields = sync.OnceValue(func() map[string]string {
	return map[string]string{
		"name": text, "generateName": text, "namespace": text, "selfLink": text, "uid": text, "resourceVersion": text,
		"creationTimestamp": "time", "deletionTimestamp": "time", "generation": "number", "deletionGracePeriodSeconds": "number",
		"labels": "texts", "annotations": "texts", "finalizers": "list", "ownerReferences": "list", "managedFields": "list",
	}
})

const text = "text"

// Check reports what the API server rejects in the metadata of an object. Placeholders
// are not checked. If the metadata has placeholders as keys, a missing name is not
// reported.
func Check(metadata *yaml.Node, naming Naming) []problem.Problem {
	c := &checker{}
	if metadata == nil || metadata.Kind != yaml.MappingNode {
		c.add("metadata.name", "is missing"+rejected, "give it a name")
		return c.problems
	}
	given := map[string]*yaml.Node{}
	for i := 0; i+1 < len(metadata.Content); i += 2 {
		key, value := metadata.Content[i].Value, metadata.Content[i+1]
		given[key] = value
		c.typed(key, value)
	}
	c.names(given, naming)
	c.labels(given["labels"])
	c.annotations(given["annotations"])
	c.finalizers(given["finalizers"])
	c.owners(given["ownerReferences"])
	return c.problems
}

type checker struct{ problems []problem.Problem }

func (c *checker) add(path, message, hint string) {
	c.problems = append(c.problems, problem.Problem{Path: path, Message: message, Hint: hint})
}

// typed checks that a field exists and has the right type.
func (c *checker) typed(key string, n *yaml.Node) {
	path := strictyaml.Field("metadata", key)
	holds, known := fields()[key]
	switch {
	case placeholder.In(key) || placeholder.Is(n) || n.Kind == yaml.AliasNode:
	case !known:
		hint := "remove it; use labels or annotations for data of your own"
		if near, ok := suggest.Closest(key, knownFields()); ok {
			hint = "use " + near
		}
		c.problems = append(c.problems, problem.Problem{Path: path, Message: "metadata has no such field; kubectl and server-side apply reject the object", Hint: hint, Unknown: true})
	case isNull(n):
	case holds == text:
		c.text(path, n)
	case holds == "texts" && n.Kind != yaml.MappingNode:
		c.add(path, "is not an object"+rejected, `use lines such as name: "value" under it`)
	case holds == "list" && n.Kind != yaml.SequenceNode:
		c.add(path, "is not a list"+rejected, "start each item of the list with -")
	case holds == "texts":
		for i := 0; i+1 < len(n.Content); i += 2 {
			c.text(strictyaml.Field(path, n.Content[i].Value), n.Content[i+1])
		}
	case holds == "time" && (n.Kind != yaml.ScalarNode || !IsTime(n.Value)):
		c.add(path, "is not a time, such as 2006-01-02T15:04:05Z"+rejected, "remove it; Kubernetes sets it")
	case holds == "number" && n.ShortTag() != yaml.NodeTagInt:
		c.add(path, "is not an integer"+rejected, "remove it; Kubernetes sets it")
	}
}

func knownFields() []string {
	var names []string
	for name := range fields() {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// text checks that a value is a string. Some readers take the booleans of YAML 1.1 and dates for
// strings.
func (c *checker) text(path string, n *yaml.Node) {
	switch {
	case isNull(n) || n.Kind == yaml.AliasNode || placeholder.Is(n):
	case n.Kind != yaml.ScalarNode:
		c.add(path, "is not a string"+rejected, "put all of it in quotes")
	case slices.Contains([]string{yaml.NodeTagBool, yaml.NodeTagInt, yaml.NodeTagFloat}, n.ShortTag()):
		c.add(path, "is not a string"+rejected, fmt.Sprintf("quote it: %q", n.Value))
	}
}

func (c *checker) names(given map[string]*yaml.Node, naming Naming) {
	for key := range given {
		if placeholder.In(key) {
			return
		}
	}
	name, prefix := given["name"], given["generateName"]
	if value(name) == "" && isScalarOrNone(name) && value(prefix) == "" {
		c.add("metadata.name", "is missing"+rejected, "give it a name")
	}
	c.name("metadata.name", value(name), naming)
	c.generateName(value(prefix), value(name) == "", naming)
	if namespace := value(given["namespace"]); namespace != "" && !placeholder.In(namespace) {
		if problem := Label(namespace); problem != "" {
			c.add("metadata.namespace", fmt.Sprintf("%q %s", strictyaml.Shorten(namespace), problem), "use at most 63 lowercase letters, digits and dashes")
		}
	}
}

// generateName checks a prefix: on its own, except for a dash at its end, and with the letters and
// digits that Kubernetes appends if there is no name.
func (c *checker) generateName(prefix string, used bool, naming Naming) {
	masked := prefix
	if len(prefix) > 1 && strings.HasSuffix(prefix, "-") {
		masked = prefix[:len(prefix)-2] + "a"
	}
	before := len(c.problems)
	c.name("metadata.generateName", masked, naming)
	if used && prefix != "" && len(c.problems) == before {
		c.name("metadata.generateName", prefix[:min(len(prefix), maxGenerated)]+"aaaaa", naming)
	}
}

func (c *checker) name(path, name string, naming Naming) {
	if name == "" || placeholder.In(name) {
		return
	}
	switch problem, hint := "", ""; naming {
	case ServiceLabel:
		if problem = Service(name); problem != "" {
			hint = "use at most 63 lowercase letters, digits and dashes, starting with a letter"
			c.add(path, fmt.Sprintf("%q %s", strictyaml.Shorten(name), problem), hint)
		}
	default:
		if problem = Name(name); problem != "" {
			hint = "use at most 253 lowercase letters, digits, dashes and dots"
			c.add(path, fmt.Sprintf("%q %s", strictyaml.Shorten(name), problem), hint)
		}
	}
}

func (c *checker) labels(n *yaml.Node) {
	eachText(n, func(key, value string) {
		path := strictyaml.Field("metadata.labels", key)
		if problem := Key(key); problem != "" {
			c.add(path, "the label's key "+problem, keyHint)
		}
		if problem := LabelValue(value); problem != "" && !placeholder.In(value) {
			hint := "use letters, digits, dashes, dots and underscores, or make it an annotation"
			if len(value) > maxLabel {
				hint = "shorten it, or make it an annotation"
			}
			c.add(path, fmt.Sprintf("the label's value %q %s", strictyaml.Shorten(value), problem), hint)
		}
	})
}

const keyHint = "use letters, digits, dashes, dots and underscores, optionally after a domain and a slash"

// unapplied are annotations of objects that kustomize and kpt remove before they write them.
var unapplied = []string{"internal.config.kubernetes.io/", "config.kubernetes.io/", "config.k8s.io/"}

func (c *checker) annotations(n *yaml.Node) {
	size := 0
	eachText(n, func(key, value string) {
		path := strictyaml.Field("metadata.annotations", key)
		if problem := Key(strings.ToLower(key)); problem != "" {
			c.add(path, "the annotation's key "+problem, keyHint)
		}
		if !slices.ContainsFunc(unapplied, func(prefix string) bool { return strings.HasPrefix(key, prefix) }) {
			size += len(key) + len(value)
		}
	})
	if size > maxAnnotations {
		c.add("metadata.annotations", fmt.Sprintf("total %d bytes; the maximum is %d", size, maxAnnotations), "move long values to a ConfigMap")
	}
}

// eachText calls do for each entry of an object whose key is not a placeholder.
func eachText(n *yaml.Node, do func(key, value string)) {
	if n == nil || n.Kind != yaml.MappingNode {
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if key := n.Content[i]; key.Kind == yaml.ScalarNode && !placeholder.In(key.Value) && key.Tag != yaml.MergeTag {
			do(key.Value, value(n.Content[i+1]))
		}
	}
}

func (c *checker) finalizers(n *yaml.Node) {
	if n == nil || n.Kind != yaml.SequenceNode {
		return
	}
	names := map[string]bool{}
	for i, item := range n.Content {
		path := strictyaml.Index("metadata.finalizers", i)
		if item.Kind != yaml.ScalarNode || !isText(item) {
			c.add(path, "is not a string"+rejected, "put all of it in quotes")
			continue
		}
		names[item.Value] = true
		if problem := Key(item.Value); problem != "" && !placeholder.In(item.Value) {
			c.add(path, "the finalizer "+problem, keyHint)
		}
	}
	if names["orphan"] && names["foregroundDeletion"] {
		c.add("metadata.finalizers", "orphan and foregroundDeletion contradict each other", "keep one of the two")
	}
}

func (c *checker) owners(n *yaml.Node) {
	if n == nil || n.Kind != yaml.SequenceNode {
		return
	}
	controller := -1
	for i, owner := range n.Content {
		path := strictyaml.Index("metadata.ownerReferences", i)
		if placeholder.Is(owner) {
			continue
		}
		if owner.Kind != yaml.MappingNode {
			c.add(path, "is not an object"+rejected, "set apiVersion, kind, name and uid")
			continue
		}
		values := map[string]*yaml.Node{}
		for i := 0; i+1 < len(owner.Content); i += 2 {
			values[owner.Content[i].Value] = owner.Content[i+1]
		}
		for _, name := range []string{"apiVersion", "kind", "name", "uid"} {
			if value(values[name]) == "" {
				c.add(strictyaml.Field(path, name), "is missing"+rejected, "remove it; the object's controller sets ownerReferences")
			}
		}
		if value(values["controller"]) != "true" {
			continue
		}
		if controller >= 0 {
			c.add(strictyaml.Field(path, "controller"), fmt.Sprintf("ownerReferences[%d] is already the controller", controller), "keep one controller")
		}
		controller = max(controller, i)
	}
}

func isNull(n *yaml.Node) bool {
	return n == nil || n.Kind == yaml.ScalarNode && n.ShortTag() == yaml.NodeTagNull
}

func isText(n *yaml.Node) bool {
	return !isNull(n) && !slices.Contains([]string{yaml.NodeTagBool, yaml.NodeTagInt, yaml.NodeTagFloat}, n.ShortTag())
}

func isScalarOrNone(n *yaml.Node) bool { return n == nil || n.Kind == yaml.ScalarNode }

func value(n *yaml.Node) string {
	if isNull(n) || n.Kind != yaml.ScalarNode {
		return ""
	}
	return n.Value
}
