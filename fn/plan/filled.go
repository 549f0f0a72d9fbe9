package plan

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

// Placeholders returns the paths of the fields below a node that hold a placeholder, which
// another tool fills in before the cluster sees it.
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

// IsFilledLater reports whether another tool fills in the field at a path of the
// ScaledObject, or one that contains it.
func (p *Plan) IsFilledLater(path string) bool {
	return slices.ContainsFunc(p.FilledLater, func(filled string) bool { return strictyaml.Within(path, filled) })
}

// filledLater returns the fields of generated triggers that another tool fills in.
func filledLater(triggers []keda.Trigger) []string {
	var paths []string
	for i, t := range triggers {
		at := strictyaml.Index("spec.triggers", i)
		for _, key := range slices.Sorted(maps.Keys(t.Metadata)) {
			if placeholder.In(t.Metadata[key]) {
				paths = append(paths, strictyaml.Field(at+".metadata", key))
			}
		}
		if t.AuthenticationRef != nil && placeholder.In(t.AuthenticationRef.Name) {
			paths = append(paths, at+".authenticationRef.name")
		}
	}
	return paths
}

// setFilledLater makes the fields that another tool fills in unresolved. They are not
// problems, and nothing certain follows from them.
func (p *ObjectPlan) setFilledLater() {
	p.FilledLater = Placeholders(p.Object.Field("spec"), "spec")
	if len(p.FilledLater) == 0 {
		return
	}
	p.Problems = slices.DeleteFunc(p.Problems, func(found problem.Problem) bool { return p.IsFilledLater(found.Path) })
	for _, path := range p.FilledLater {
		if !isLoose(path) {
			p.Unresolved = append(p.Unresolved, path)
		}
	}
	for i := range p.Spec.Triggers {
		for key := range p.Spec.Triggers[i].Metadata {
			// In YAML, a template without quotes is an object without a text.
			if at := strictyaml.Field(strictyaml.Index("spec.triggers", i)+".metadata", key); p.IsFilledLater(at) && !placeholder.In(p.Spec.Triggers[i].Metadata[key]) {
				p.Spec.Triggers[i].Metadata[key] = unknownText
			}
		}
	}
}

// unknownText is a made-up placeholder for a value without a text.
const unknownText = "${VALUE}"

// loose are fields that no other field depends on.
var loose = []string{
	"spec.pollingInterval", "spec.cooldownPeriod", "spec.initialCooldownPeriod", "spec.scaleTargetRef", "spec.maxReplicaCount",
	"spec.advanced.horizontalPodAutoscalerConfig", "spec.advanced.restoreToOriginalReplicaCount",
}

// isLoose reports whether no other field depends on the field. A trigger's metadata and
// authentication matter to that trigger only.
func isLoose(path string) bool {
	if slices.ContainsFunc(loose, func(field string) bool { return strictyaml.Within(path, field) }) {
		return true
	}
	return strings.HasPrefix(path, "spec.triggers[") && (strings.Contains(path, "].metadata.") || strings.Contains(path, "].authenticationRef.") || strings.HasSuffix(path, "].name"))
}

// ObjectIsFilledLater reports whether another tool fills in the field at a path of an
// object, or one that contains it.
func ObjectIsFilledLater(o *inventory.Object, path string) bool {
	top := o.Field()
	if path == "" || top == nil {
		return false
	}
	return isFilled(top, "", path)
}

// isFilled reports whether the field at a path, or one that contains it, is a placeholder.
// The node is at the path at, a prefix of the other. Only nodes along the path are visited,
// because this is called for each finding about an object.
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
