package plan

import (
	"fmt"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

// patch is a part of a ScaledObject's spec, from the annotation scaled-object or a setting.
type patch = Value[*yaml.Node]

// applyScaledObjectPatches merges the patches into the spec: objects field by field; null removes a
// field; all other values replace the previous one.
func (r *resolver) applyScaledObjectPatches() {
	for _, p := range r.settings.patches {
		r.applyScaledObjectPatch(p)
	}
}

func (r *resolver) applyScaledObjectPatch(p patch) {
	// The patch is decoded separately first, so that messages point into the patch.
	var alone, merged keda.ScaledObjectSpec
	if problems := strictyaml.Decode(p.V, "", &alone); len(problems) > 0 {
		r.reportPatch(p, problems)
		return
	}
	if problems := strictyaml.Decode(mergeNodes(encoding.Node(r.plan.Spec), p.V), "", &merged); len(problems) > 0 {
		r.reportPatch(p, problems)
		return
	}
	r.plan.Spec = merged
	r.setPatchSources("spec", p.V, p.Source)
	if len(alone.Triggers) > 0 {
		r.completePatchedTriggers(p.Source)
	}
}

func (r *resolver) reportPatch(p patch, problems []problem.Problem) {
	for _, found := range problems {
		field := p.Source.Field
		if found.Path != "" {
			field += "." + found.Path
		}
		r.add(RuleRaw, field, found.Message, found.Hint)
	}
}

// completePatchedTriggers completes the triggers of a patch like any entry of triggers.
func (r *resolver) completePatchedTriggers(source Source) {
	for i := range r.plan.Spec.Triggers {
		t := &r.plan.Spec.Triggers[i]
		r.fillAll(t.Metadata, Source{source.Layer, fmt.Sprintf("%s.triggers[%d]", source.Field, i)})
		r.resolveReference(t)
	}
}

// setPatchSources records which fields came from a patch.
func (r *resolver) setPatchSources(path string, n *yaml.Node, source Source) {
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
		r.setSource(path, source)
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		r.setPatchSources(path+"."+n.Content[i].Value, n.Content[i+1], source)
	}
}

// mergeNodes merges a patch into a node and returns the result.
func mergeNodes(base, patch *yaml.Node) *yaml.Node {
	if base == nil || base.Kind != yaml.MappingNode || patch.Kind != yaml.MappingNode {
		return patch
	}
	for i := 0; i+1 < len(patch.Content); i += 2 {
		mergeField(base, patch.Content[i], patch.Content[i+1])
	}
	return base
}

func mergeField(base, key, value *yaml.Node) {
	for i := 0; i+1 < len(base.Content); i += 2 {
		if base.Content[i].Value != key.Value {
			continue
		}
		if value.ShortTag() == yaml.NodeTagNull {
			base.Content = append(base.Content[:i], base.Content[i+2:]...)
			return
		}
		base.Content[i+1] = mergeNodes(base.Content[i+1], value)
		return
	}
	if value.ShortTag() != yaml.NodeTagNull {
		base.Content = append(base.Content, key, value)
	}
}
