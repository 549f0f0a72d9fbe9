package config

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

// Load reads a functionConfig in any form that an orchestrator passes: absent, empty, kpt's
// ConfigMap of flat keys, or a ScaleModelHosts. It sets the defaults and reports all
// problems, among them those that the given checks find in a spec with defaults. The spec is valid
// only if there are none.
func Load(node *yaml.Node, checks ...func(Spec) []problem.Problem) (Spec, []problem.Problem) {
	spec, place, problems := read(node)
	severalSets(problems)
	given := !reflect.ValueOf(spec).IsZero()
	spec.Default()
	if !given {
		// The defaults are valid, and most packages use nothing else.
		return spec, problems
	}
	found := Validate(spec)
	for _, check := range checks {
		found = append(found, check(spec)...)
	}
	for _, p := range found {
		p.Path = place(p.Path)
		// To the validation, a field that could not be read is absent.
		if !slices.ContainsFunc(problems, func(read problem.Problem) bool { return overlaps(read.Path, p.Path) }) {
			problems = append(problems, p)
		}
	}
	return spec, problems
}

// overlaps reports whether one path is the other, or contains it.
func overlaps(a, b string) bool {
	return a == b || within(a, b) || within(b, a)
}

func within(outer, inner string) bool {
	rest, ok := strings.CutPrefix(inner, outer)
	return ok && outer != "" && strings.ContainsAny(rest[:1], ".[")
}

// placing converts a path of the spec to a path of the functionConfig that was read.
type placing func(path string) string

func asIs(path string) string { return path }

func read(node *yaml.Node) (Spec, placing, []problem.Problem) {
	if node != nil && node.Kind == yaml.DocumentNode && len(node.Content) == 1 {
		node = node.Content[0]
	}
	switch {
	case node == nil || node.Kind == 0 || node.Kind == yaml.DocumentNode || node.ShortTag() == yaml.NodeTagNull:
		return Spec{}, asIs, nil
	case node.Kind != yaml.MappingNode:
		return Spec{}, asIs, []problem.Problem{{Message: "the functionConfig is not an object", Hint: hintKind}}
	case len(node.Content) == 0:
		return Spec{}, asIs, nil
	}
	return readKind(node)
}

func readKind(node *yaml.Node) (Spec, placing, []problem.Problem) {
	switch kind := scalar(node, "kind"); kind {
	case "ConfigMap":
		return readConfigMap(node)
	case Kind:
		return readOwn(node)
	case "":
		// kpt's `data: {}` comes without a kind.
		if child(node, "data") != nil && child(node, "spec") == nil {
			return readConfigMap(node)
		}
		return Spec{}, asIs, []problem.Problem{{Path: "kind", Message: "is missing", Hint: hintKind}}
	default:
		return Spec{}, asIs, []problem.Problem{{Path: "kind", Message: fmt.Sprintf("%q is not a functionConfig of this function", kind), Hint: hintKind}}
	}
}

const hintKind = "use a ScaleModelHosts of " + APIVersion + ", or a ConfigMap with flat keys"

func readOwn(node *yaml.Node) (Spec, placing, []problem.Problem) {
	var own ScaleModelHosts
	problems := strictyaml.Decode(node, "", &own)
	if own.APIVersion != APIVersion {
		problems = append(problems, problem.Problem{
			Path: "apiVersion", Message: fmt.Sprintf("%q is not supported", own.APIVersion), Hint: "use " + APIVersion,
		})
	}
	return own.Spec, asIs, problems
}

// IsOwn reports whether the node is a ScaleModelHosts.
func IsOwn(node *yaml.Node) bool {
	return node != nil && scalar(node, "kind") == Kind && strings.HasPrefix(scalar(node, "apiVersion"), Group+"/")
}

func child(mapping *yaml.Node, key string) *yaml.Node {
	if mapping == nil || mapping.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == key {
			return mapping.Content[i+1]
		}
	}
	return nil
}

func scalar(mapping *yaml.Node, key string) string {
	if n := child(mapping, key); n != nil && n.Kind == yaml.ScalarNode {
		return n.Value
	}
	return ""
}
