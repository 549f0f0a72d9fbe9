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
	PredictsRemoval:   true,
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
	p.reportOverriddenCount("minReplicas", &least, "spec.minReplicaCount", p.Spec.MinReplicaCount)
	p.reportOverriddenCount("maxReplicas", h.Max, "spec.maxReplicaCount", p.Spec.MaxReplicaCount)
	if idle := p.Spec.IdleReplicaCount; idle != nil && *idle < least {
		p.reportOverridden("spec.minReplicas", fmt.Sprintf("the host may scale to %d%s, below the adopted HPA's minReplicas of %d", *idle, p.sourceSuffix("spec.idleReplicaCount"), least))
	}
	if h.Behavior != nil && (p.behavior() == nil || !reflect.DeepEqual(*h.Behavior, *p.behavior())) {
		p.reportOverridden("spec.behavior", "the adopted HPA's scaling behavior is not used"+p.sourceSuffix(behaviorPath))
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
			p.reportOverridden(m.Path, fmt.Sprintf("the target is %s%s, not the adopted HPA's %s", targetText(p.Spec.Triggers[instead]), p.sourceSuffix(triggerPath(instead)), m.Text))
		default:
			p.reportOverridden(m.Path, fmt.Sprintf("nothing replaces the adopted HPA's %s%s", m.Text, p.sourceSuffix("spec.triggers")))
		}
	}
}

func (p *hostPass) reportOverriddenCount(name string, asked *int32, path string, planned *int32) {
	if asked != nil && planned != nil && *asked != *planned {
		p.reportOverridden("spec."+name, fmt.Sprintf("the host gets %d%s, not the adopted HPA's %d", *planned, p.sourceSuffix(path), *asked))
	}
}

func (p *hostPass) reportOverridden(field, message string) {
	o, within := p.adoptedObject()
	p.reportOn(o, within+field, message, "to keep the HPA's setting, change or remove the annotation")
}

// sourceSuffix returns the source of a value in parentheses; "" if it is built in.
func (p *hostPass) sourceSuffix(path string) string {
	source := p.Source(path)
	if source.Layer == plan.LayerBuiltin {
		return ""
	}
	return " (" + source.String() + ")"
}

// adoptedObject returns the object that holds the adopted HPA, and the prefix of its fields.
func (p *hostPass) adoptedObject() (*inventory.Object, string) {
	if len(p.Existing.HPAs) > 0 {
		return p.Existing.HPAs[0], ""
	}
	return p.Existing.Previous, adoptedPath
}
