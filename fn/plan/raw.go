package plan

import (
	"fmt"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

type rawValue = Value[*yaml.Node]

// raw merges what was written as parts of a ScaledObject's spec over the spec:
// mappings field by field, null takes a field away, all else takes its place.
func (r *resolver) raw() {
	for _, raw := range r.settings.raw {
		// Judged by itself first, so that messages point into what was written.
		var alone keda.ScaledObjectSpec
		problems := strictyaml.Decode(raw.V, "", &alone)
		for _, p := range problems {
			r.add(RuleRaw, raw.Source.Field+prefixed(p.Path), p.Message, p.Hint)
		}
		if len(problems) > 0 {
			continue
		}
		merged := mergeNodes(encoding.Node(r.plan.Spec), raw.V)
		var spec keda.ScaledObjectSpec
		if problems := strictyaml.Decode(merged, "", &spec); len(problems) > 0 {
			for _, p := range problems {
				r.add(RuleRaw, raw.Source.Field+prefixed(p.Path), p.Message, p.Hint)
			}
			continue
		}
		r.plan.Spec = spec
		r.rawSources("spec", raw.V, raw.Source)
		if len(alone.Triggers) > 0 {
			r.rawTriggers(raw.Source)
		}
	}
}

// rawTriggers does for triggers of the raw part what is done for any entry of triggers.
func (r *resolver) rawTriggers(source Source) {
	for i := range r.plan.Spec.Triggers {
		t := &r.plan.Spec.Triggers[i]
		r.fillAll(t.Metadata, Source{source.Layer, fmt.Sprintf("%s.triggers[%d]", source.Field, i)})
		r.refer(t)
	}
}

func prefixed(path string) string {
	if path == "" {
		return ""
	}
	return "." + path
}

// rawSources notes which fields came from the raw part.
func (r *resolver) rawSources(path string, n *yaml.Node, source Source) {
	if n.Kind != yaml.MappingNode {
		for at := range r.plan.sources {
			if strings.HasPrefix(at, path+"[") {
				delete(r.plan.sources, at)
			}
		}
		if path == "spec.triggers" {
			r.plan.TriggerOrigins = make([]TriggerOrigin, len(r.plan.Spec.Triggers))
			for i := range r.plan.TriggerOrigins {
				r.plan.TriggerOrigins[i].Source = source
			}
		}
		r.from(path, source)
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		r.rawSources(path+"."+n.Content[i].Value, n.Content[i+1], source)
	}
}

func mergeNodes(under, over *yaml.Node) *yaml.Node {
	if under == nil || under.Kind != yaml.MappingNode || over.Kind != yaml.MappingNode {
		return over
	}
	for i := 0; i+1 < len(over.Content); i += 2 {
		mergeField(under, over.Content[i], over.Content[i+1])
	}
	return under
}

func mergeField(under, key, value *yaml.Node) {
	for i := 0; i+1 < len(under.Content); i += 2 {
		if under.Content[i].Value != key.Value {
			continue
		}
		if value.ShortTag() == yaml.NodeTagNull {
			under.Content = append(under.Content[:i], under.Content[i+2:]...)
			return
		}
		under.Content[i+1] = mergeNodes(under.Content[i+1], value)
		return
	}
	if value.ShortTag() != yaml.NodeTagNull {
		under.Content = append(under.Content, key, value)
	}
}
