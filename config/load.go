package config

import (
	"fmt"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/nearest"
	"modelhost.dev/scale-modelhosts/fn/strict"
)

// Problem is one thing wrong with a functionConfig.
type Problem = strict.Problem

// Load reads a functionConfig in any form that a host gives it: absent, empty, a
// ConfigMap of flat keys as kpt makes it, or a ScaleModelHosts. The spec is
// defaulted; all problems are reported, and the spec is of use only without any.
func Load(node *yaml.Node) (Spec, []Problem) {
	spec, problems := read(node)
	if len(problems) > 0 {
		return spec, problems
	}
	spec.Default()
	return spec, Validate(spec)
}

func read(node *yaml.Node) (Spec, []Problem) {
	if node != nil && node.Kind == yaml.DocumentNode && len(node.Content) == 1 {
		node = node.Content[0]
	}
	if node == nil || node.Kind == 0 || node.ShortTag() == yaml.NodeTagNull {
		return Spec{}, nil
	}
	if node.Kind != yaml.MappingNode {
		return Spec{}, []Problem{{Message: "the functionConfig is not a mapping", Hint: hintKind}}
	}
	if len(node.Content) == 0 {
		return Spec{}, nil
	}
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
		return Spec{}, []Problem{{Path: "kind", Message: "is missing", Hint: hintKind}}
	default:
		return Spec{}, []Problem{{Path: "kind", Message: fmt.Sprintf("%q is no functionConfig of this function", kind), Hint: hintKind}}
	}
}

const hintKind = "give a ScaleModelHosts of " + APIVersion + ", or a ConfigMap with flat keys"

func readOwn(node *yaml.Node) (Spec, []Problem) {
	var own ScaleModelHosts
	problems := strict.Decode(node, "", &own)
	if own.APIVersion != APIVersion {
		problems = append(problems, Problem{
			Path: "apiVersion", Message: fmt.Sprintf("%q is not known", own.APIVersion), Hint: "write " + APIVersion,
		})
	}
	return own.Spec, problems
}

// IsOwn says whether the node is a functionConfig of this function's own kind.
func IsOwn(node *yaml.Node) bool {
	return node != nil && scalar(node, "kind") == Kind && strings.HasPrefix(scalar(node, "apiVersion"), Group+"/")
}

// flat are the keys of a ConfigMap, and what each sets.
var flat = map[string]func(*Spec, string) error{
	"prometheus-server-address":  func(s *Spec, v string) error { s.Prometheus.ServerAddress = v; return nil },
	"prometheus-authentication":  func(s *Spec, v string) error { s.Prometheus.Authentication = v; return nil },
	"prometheus-pod-label":       func(s *Spec, v string) error { s.Prometheus.PodLabel = v; return nil },
	"prometheus-namespace-label": func(s *Spec, v string) error { s.Prometheus.NamespaceLabel = v; return nil },
	"annotation-prefix":          func(s *Spec, v string) error { s.AnnotationPrefix = v; return nil },
	"hpa-policy":                 func(s *Spec, v string) error { s.HPAPolicy = v; return nil },
	"replicas-policy":            func(s *Spec, v string) error { s.ReplicasPolicy = v; return nil },
	"namespace":                  func(s *Spec, v string) error { s.Namespace = v; return nil },
	"strict":                     setStrict,
}

func setStrict(s *Spec, text string) error {
	if text != "true" && text != "false" {
		return fmt.Errorf("%q is neither true nor false", text)
	}
	s.Strict = text == "true"
	return nil
}

// FlatKeys are the keys of a ConfigMap, sorted.
func FlatKeys() []string {
	keys := []string{configKey}
	for k := range flat {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// configKey holds the whole spec as YAML.
const configKey = "config"

// readConfigMap reads kpt's function-input: flat keys over the spec under config.
func readConfigMap(node *yaml.Node) (Spec, []Problem) {
	var spec Spec
	data := child(node, "data")
	if data == nil || data.ShortTag() == yaml.NodeTagNull {
		return spec, nil
	}
	if data.Kind != yaml.MappingNode {
		return spec, []Problem{{Path: "data", Message: "is not a mapping", Hint: "write keys such as hpa-policy: strip"}}
	}
	var problems []Problem
	if text := child(data, configKey); text != nil {
		var parsed *yaml.Node
		if parsed, problems = strict.Parse(text.Value, "data."+configKey); len(problems) == 0 {
			problems = strict.Decode(parsed, "data."+configKey, &spec)
		}
	}
	for i := 0; i+1 < len(data.Content); i += 2 {
		key, value := data.Content[i].Value, data.Content[i+1]
		if key == configKey {
			continue
		}
		if problem := setFlat(&spec, key, value); problem != nil {
			problems = append(problems, *problem)
		}
	}
	return spec, problems
}

func setFlat(spec *Spec, key string, value *yaml.Node) *Problem {
	set, known := flat[key]
	switch {
	case !known:
		hint := "known are " + strings.Join(FlatKeys(), ", ")
		if near, ok := nearest.Of(key, FlatKeys()); ok {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		return &Problem{Path: "data." + key, Message: "unknown key", Hint: hint}
	case value.Kind != yaml.ScalarNode:
		return &Problem{Path: "data." + key, Message: "is not a string", Hint: "quote the value"}
	}
	if err := set(spec, value.Value); err != nil {
		return &Problem{Path: "data." + key, Message: err.Error()}
	}
	return nil
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
