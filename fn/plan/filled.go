package plan

import (
	"maps"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/strict"
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
			paths = append(paths, Placeholders(n.Content[i+1], strict.Field(path, n.Content[i].Value))...)
		}
	case yaml.SequenceNode:
		for i, item := range n.Content {
			paths = append(paths, Placeholders(item, strict.Index(path, i))...)
		}
	}
	return paths
}

// Later reports whether the field at a path of the ScaledObject, or what it is part of,
// is filled in later.
func (p *Plan) Later(path string) bool {
	return slices.ContainsFunc(p.Filled, func(filled string) bool { return isBelow(path, filled) })
}

// isBelow reports whether a path is another one or below it.
func isBelow(path, above string) bool {
	rest, found := strings.CutPrefix(path, above)
	return found && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

// fillTriggers notes what is filled in later of triggers that are generated.
func (p *Plan) fillTriggers() {
	for i, t := range p.Spec.Triggers {
		at := strict.Index("spec.triggers", i)
		for _, key := range slices.Sorted(maps.Keys(t.Metadata)) {
			if placeholder.In(t.Metadata[key]) {
				p.Filled = append(p.Filled, strict.Field(at+".metadata", key))
			}
		}
		if t.AuthenticationRef != nil && placeholder.In(t.AuthenticationRef.Name) {
			p.Filled = append(p.Filled, at+".authenticationRef.name")
		}
	}
}

// fillLater treats what is filled in later as an unknown value: it is not a problem, and
// nothing certain follows from it.
func (p *Plan) fillLater() {
	p.Filled = Placeholders(p.Object.Field("spec"), "spec")
	if len(p.Filled) == 0 {
		return
	}
	p.Problems = slices.DeleteFunc(p.Problems, func(problem strict.Problem) bool { return p.Later(problem.Path) })
	for _, path := range p.Filled {
		if !isLoose(path) {
			p.Unsure = append(p.Unsure, path)
		}
	}
	for i := range p.Spec.Triggers {
		for key := range p.Spec.Triggers[i].Metadata {
			// A template without quotes is a mapping to YAML, and has no text.
			if at := strict.Field(strict.Index("spec.triggers", i)+".metadata", key); p.Later(at) && !placeholder.In(p.Spec.Triggers[i].Metadata[key]) {
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
	if slices.ContainsFunc(loose, func(field string) bool { return isBelow(path, field) }) {
		return true
	}
	return strings.HasPrefix(path, "spec.triggers[") && (strings.Contains(path, "].metadata.") || strings.Contains(path, "].authenticationRef.") || strings.HasSuffix(path, "].name"))
}

// HoldsLater reports whether the field at a path of an object, or what it is part of, is
// filled in later.
func HoldsLater(o *inventory.Object, path string) bool {
	top := o.Field()
	return top != nil && AmongLater(Placeholders(top, ""), path)
}

// AmongLater is HoldsLater for an object whose Placeholders are known.
func AmongLater(placeholders []string, path string) bool {
	return path != "" && slices.ContainsFunc(placeholders, func(filled string) bool { return isBelow(path, filled) })
}
