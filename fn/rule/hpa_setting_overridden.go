package rule

import (
	"fmt"
	"reflect"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

var hpaSettingOverridden = &Rule{
	ID:                "hpa-setting-overridden",
	Severity:          finding.Info,
	Layer:             Annotations,
	Scope:             Hosts,
	NeedsCompletePlan: true,
	Summary:           "a setting of an adopted HPA that an annotation overrides",
	Consequence:       "the annotation applies, so the host scales differently than before",
	Run:               onHosts(checkHPASettingOverridden),
}

// checkHPASettingOverridden reports settings of an adopted HPA that annotations override.
func checkHPASettingOverridden(p *hostPass) {
	h := p.host.Adopted
	if h == nil || !h.IsReadable() {
		return
	}
	least := h.MinReplicas()
	p.overruledCount("spec.minReplicas", "a minimum", &least, "spec.minReplicaCount", p.Spec.MinReplicaCount)
	p.overruledCount("spec.maxReplicas", "a maximum", h.Max, "spec.maxReplicaCount", p.Spec.MaxReplicaCount)
	if idle := p.Spec.IdleReplicaCount; idle != nil && *idle < least {
		p.overruled("spec.minReplicas", fmt.Sprintf("it asks for a minimum of %d, and the host may go down to %d", least, *idle), "spec.idleReplicaCount")
	}
	if h.Behavior != nil && (p.behavior() == nil || !reflect.DeepEqual(*h.Behavior, *p.behavior())) {
		p.overruled("spec.behavior", "its scaling behavior is not taken over", behaviorPath)
	}
	for _, m := range h.Metrics {
		if m.Resource == "" {
			continue
		}
		wanted := m.Trigger()
		instead := -1
		kept := slices.ContainsFunc(p.Spec.Triggers, func(t keda.Trigger) bool { return reflect.DeepEqual(t, wanted) })
		for i, t := range p.Spec.Triggers {
			if t.Type == m.Resource && t.Metadata["containerName"] == m.Container {
				instead = i
			}
		}
		switch {
		case kept:
		case instead >= 0:
			p.overruled(m.Path, fmt.Sprintf("it asks for %s, the plan has %s", m.Text, inWords(p.Spec.Triggers[instead])), triggerPath(instead))
		default:
			p.overruled(m.Path, fmt.Sprintf("nothing replaces %s", m.Text), "spec.triggers")
		}
	}
}

func (p *hostPass) overruledCount(field, words string, asked *int32, path string, planned *int32) {
	if asked != nil && planned != nil && *asked != *planned {
		p.overruled(field, fmt.Sprintf("it asks for %s of %d, the plan has %d", words, *asked, *planned), path)
	}
}

func (p *hostPass) overruled(field, message, path string) {
	o, within := p.adoptedObject()
	if source := p.Source(path); source.Layer != plan.LayerBuiltin {
		message += " (" + source.String() + ")"
	}
	p.reportOn(o, within+field, "the HPA is adopted, but "+message, "change the annotation, if the HPA is to hold")
}

// adoptedObject returns the object that holds the adopted HPA, and the prefix of its fields.
func (p *hostPass) adoptedObject() (*inventory.Object, string) {
	if len(p.Existing.HPAs) > 0 {
		return p.Existing.HPAs[0], ""
	}
	return p.Existing.Previous, adoptedPath
}
