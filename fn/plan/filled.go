package plan

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

// Placeholders returns the paths of the fields below a node that hold a placeholder,
// which another tool fills in before the cluster sees it.
func Placeholders(n *yaml.Node, path string) []string {
	switch {
	case placeholder.Is(n):
		return []string{path}
	case n == nil:
		return nil
	}
	var paths []string
	switch n.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			paths = append(paths, Placeholders(n.Content[i+1], strictyaml.Field(path, n.Content[i].Value))...)
		}
	case yaml.SequenceNode:
		for i, item := range n.Content {
			paths = append(paths, Placeholders(item, strictyaml.Index(path, i))...)
		}
	}
	return paths
}

// IsFilledLater reports whether the field at a path of the ScaledObject, or what it is part of,
// is filled in later.
func (p *Plan) IsFilledLater(path string) bool {
	return slices.ContainsFunc(p.FilledLater, func(filled string) bool { return strictyaml.Within(path, filled) })
}

// fillTriggers notes what is filled in later of triggers that are generated.
func (p *Plan) fillTriggers() {
	for i, t := range p.Spec.Triggers {
		at := strictyaml.Index("spec.triggers", i)
		for _, key := range slices.Sorted(maps.Keys(t.Metadata)) {
			if placeholder.In(t.Metadata[key]) {
				p.FilledLater = append(p.FilledLater, strictyaml.Field(at+".metadata", key))
			}
		}
		if t.AuthenticationRef != nil && placeholder.In(t.AuthenticationRef.Name) {
			p.FilledLater = append(p.FilledLater, at+".authenticationRef.name")
		}
	}
}

// fillLater treats what is filled in later as an unknown value: it is not a problem, and
// nothing certain follows from it.
func (p *ObjectPlan) fillLater() {
	p.FilledLater = Placeholders(p.Object.Field("spec"), "spec")
	if len(p.FilledLater) == 0 {
		return
	}
	p.Problems = slices.DeleteFunc(p.Problems, func(problem problem.Problem) bool { return p.IsFilledLater(problem.Path) })
	for _, path := range p.FilledLater {
		if !isLoose(path) {
			p.Unresolved = append(p.Unresolved, path)
		}
	}
	for i := range p.Spec.Triggers {
		for key := range p.Spec.Triggers[i].Metadata {
			// A template without quotes is a mapping to YAML, and has no text.
			if at := strictyaml.Field(strictyaml.Index("spec.triggers", i)+".metadata", key); p.IsFilledLater(at) && !placeholder.In(p.Spec.Triggers[i].Metadata[key]) {
				p.Spec.Triggers[i].Metadata[key] = unknownText
			}
		}
	}
}

// unknownText is a placeholder of no tool, for a value without a text.
const unknownText = "${VALUE}"

// loose are fields from which nothing follows for others.
var loose = []string{
	"spec.pollingInterval", "spec.cooldownPeriod", "spec.initialCooldownPeriod", "spec.scaleTargetRef", "spec.maxReplicaCount",
	"spec.advanced.horizontalPodAutoscalerConfig", "spec.advanced.restoreToOriginalReplicaCount",
}

// isLoose reports whether the rules about the whole can do without the field. What a
// trigger's metadata and authentication hold are matters of the trigger alone.
func isLoose(path string) bool {
	if slices.ContainsFunc(loose, func(field string) bool { return strictyaml.Within(path, field) }) {
		return true
	}
	return strings.HasPrefix(path, "spec.triggers[") && (strings.Contains(path, "].metadata.") || strings.Contains(path, "].authenticationRef.") || strings.HasSuffix(path, "].name"))
}

// ObjectIsFilledLater reports whether the field at a path of an object, or what it is part of, is
// filled in later.
func ObjectIsFilledLater(o *inventory.Object, path string) bool {
	top := o.Field()
	if path == "" || top == nil {
		return false
	}
	return isFilled(top, "", path)
}

// isFilled reports whether a placeholder stands at a path, or at what it is part of. The
// node is at a path of its own, which is the beginning of the other. It looks nowhere
// else: it is asked for each finding about an object.
func isFilled(n *yaml.Node, at, path string) bool {
	switch {
	case placeholder.Is(n):
		return strictyaml.Within(path, at)
	case n == nil:
		return false
	}
	switch n.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			if field := strictyaml.Field(at, n.Content[i].Value); strictyaml.Within(path, field) && isFilled(n.Content[i+1], field, path) {
				return true
			}
		}
	case yaml.SequenceNode:
		number, _, _ := strings.Cut(strings.TrimPrefix(path[len(at):], "["), "]")
		if i, err := strconv.Atoi(number); err == nil && i >= 0 && i < len(n.Content) {
			item := strictyaml.Index(at, i)
			return strictyaml.Within(path, item) && isFilled(n.Content[i], item, path)
		}
	}
	return false
}
