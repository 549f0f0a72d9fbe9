package importer

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/host"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/managed"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

// Counts that KEDA takes where a ScaledObject says none: scaledobject_types.go.
const (
	minWhereAbsent int32 = 0
	maxWhereAbsent int32 = 100
)

// isTakenOver says whether an HPA is one that a ScaledObject takes over.
func isTakenOver(hpa *inventory.Object, by []*inventory.Object) bool {
	return slices.ContainsFunc(by, func(o *inventory.Object) bool {
		return o.Annotations[keda.AnnotationTransferHPAOwnership] == "true" &&
			inventory.Text(o.Field("spec", "advanced", "horizontalPodAutoscalerConfig", "name")) == hpa.Name
	})
}

// importScaledObject proposes what a written ScaledObject says, and to have that one
// generated from then on: under its name, for KEDA refuses a second one.
func (p *importer) importScaledObject(h host.Host, o *inventory.Object) {
	var spec keda.ScaledObjectSpec
	refused := false
	for _, problem := range strictyaml.Decode(o.Field("spec"), "spec", &spec) {
		if problem.Unknown {
			p.add(RulePartial, o, problem.Path, "is not taken over: KEDA 2.21 has no such field", problem.Hint)
		} else {
			refused = true
			p.add(RuleRefused, o, problem.Path, "the ScaledObject cannot be read: "+problem.Message, cmp.Or(problem.Hint, "correct it first"))
		}
	}
	for i, t := range spec.Triggers {
		for _, name := range sortedKeys(t.Metadata) {
			if strings.Contains(t.Metadata[name], "$(") {
				refused = true
				p.add(RuleRefused, o, strictyaml.Index("spec.triggers", i)+".metadata."+name, "has $(, which in annotations is a placeholder's", "write this one trigger without it")
			}
		}
	}
	if refused {
		return
	}
	a := p.newAnnotations(h)
	p.setFields(a, spec)
	setPause(a, o)
	if rest := p.remainingFields(spec, o); rest != nil {
		a.set("scaled-object", encoding.Lines(rest))
	}
	p.warnOfDefaults(o)
	if manager := o.Labels[managed.ManagedBy]; manager != "" {
		p.add(RulePartial, o, "metadata.labels["+managed.ManagedBy+"]", fmt.Sprintf("is %s, which will find it changed: it is generated from now on", manager), "take it out of what "+manager+" manages")
	}
	p.finish(h, o, a, p.ownershipPatch(h, o))
}

// setFields are those that have annotations of their own.
func (p *importer) setFields(a *annotations, spec keda.ScaledObjectSpec) {
	a.setCount("min-replicas", orElse(spec.MinReplicaCount, minWhereAbsent))
	a.setCount("max-replicas", orElse(spec.MaxReplicaCount, maxWhereAbsent))
	if spec.IdleReplicaCount != nil {
		a.setCount("idle-replicas", *spec.IdleReplicaCount)
	}
	a.setSeconds("polling-interval", spec.PollingInterval)
	a.setSeconds("cooldown-period", spec.CooldownPeriod)
	a.setSeconds("initial-cooldown-period", spec.InitialCooldownPeriod)
	a.setTriggers(spec.Triggers)
	a.disableDefaults(p.cfg.Defaults)
	if b := behaviorOf(spec); b != nil {
		a.set("behavior", encoding.Lines(*b))
	}
	if spec.Fallback != nil {
		a.set("fallback", encoding.Lines(*spec.Fallback))
	}
	if p.hasDefaultAuthentication() && slices.ContainsFunc(spec.Triggers, isUnauthenticated) {
		a.set("authentication", "none")
	}
}

// hasDefaultAuthentication says whether the functionConfig has credentials for every host.
func (p *importer) hasDefaultAuthentication() bool {
	return p.cfg.Prometheus.Authentication != "" || p.cfg.Defaults.Authentication != ""
}

func isUnauthenticated(t keda.Trigger) bool {
	return t.Type == keda.TriggerPrometheus && t.AuthenticationRef == nil
}

func orElse(n *int32, otherwise int32) int32 {
	if n == nil {
		return otherwise
	}
	return *n
}

func behaviorOf(spec keda.ScaledObjectSpec) *keda.Behavior {
	if spec.Advanced == nil || spec.Advanced.HorizontalPodAutoscalerConfig == nil {
		return nil
	}
	return spec.Advanced.HorizontalPodAutoscalerConfig.Behavior
}

// setPause says with annotations of the host what KEDA's own on the ScaledObject say.
func setPause(a *annotations, o *inventory.Object) {
	if paused, ok := o.Annotations[keda.AnnotationPaused]; ok {
		a.set("paused", strconv.FormatBool(paused != "false"))
	}
	if count, ok := o.Annotations[keda.AnnotationPausedReplicas]; ok {
		a.set("paused-replicas", count)
	}
}

// remainingFields are the fields that no other annotation has; nil where there are none.
func (p *importer) remainingFields(spec keda.ScaledObjectSpec, o *inventory.Object) map[string]any {
	rest := p.unsetDefaults(spec)
	if a := spec.Advanced; a != nil {
		advanced := submap(rest, "advanced")
		if a.RestoreToOriginalReplicaCount != nil {
			advanced["restoreToOriginalReplicaCount"] = *a.RestoreToOriginalReplicaCount
		}
		if a.ScalingModifiers != nil {
			advanced["scalingModifiers"] = *a.ScalingModifiers
		}
		if hpa := a.HorizontalPodAutoscalerConfig; hpa != nil && hpa.Name != "" && o.Annotations[keda.AnnotationTransferHPAOwnership] != "true" {
			submap(advanced, "horizontalPodAutoscalerConfig")["name"] = hpa.Name
		}
		if len(advanced) == 0 {
			delete(rest, "advanced")
		}
	}
	if ref := spec.ScaleTargetRef; ref != nil && ref.EnvSourceContainerName != "" {
		rest["scaleTargetRef"] = map[string]any{"envSourceContainerName": ref.EnvSourceContainerName}
	}
	if len(rest) == 0 {
		return nil
	}
	return rest
}

// unsetDefaults takes away what the functionConfig has for all hosts and a spec does not say.
func (p *importer) unsetDefaults(spec keda.ScaledObjectSpec) map[string]any {
	rest, defaults := map[string]any{}, p.cfg.Defaults
	for name, isWithheld := range map[string]bool{
		"idleReplicaCount":      spec.IdleReplicaCount == nil && defaults.IdleReplicas != nil,
		"pollingInterval":       spec.PollingInterval == nil && defaults.PollingInterval != nil,
		"cooldownPeriod":        spec.CooldownPeriod == nil && defaults.CooldownPeriod != nil,
		"initialCooldownPeriod": spec.InitialCooldownPeriod == nil && defaults.InitialCooldownPeriod != nil,
		"fallback":              spec.Fallback == nil && defaults.Fallback != nil,
	} {
		if isWithheld {
			rest[name] = nil
		}
	}
	if behaviorOf(spec) == nil && defaults.Behavior != nil {
		submap(submap(rest, "advanced"), "horizontalPodAutoscalerConfig")["behavior"] = nil
	}
	return rest
}

// submap is the mapping under a key, made where there is none.
func submap(m map[string]any, key string) map[string]any {
	inner, ok := m[key].(map[string]any)
	if !ok {
		inner = map[string]any{}
		m[key] = inner
	}
	return inner
}

// warnOfDefaults warns of what the functionConfig puts over every ScaledObject.
func (p *importer) warnOfDefaults(o *inventory.Object) {
	if p.cfg.Defaults.ScaledObject != nil {
		p.add(RulePartial, o, "spec", "spec.defaults.scaledObject of the functionConfig holds for it from now on, too", "see with explain whether that is wanted")
	}
}

// ownershipPatch make a ScaledObject one of ours.
func (p *importer) ownershipPatch(h host.Host, o *inventory.Object) Patch {
	patch := Patch{Object: o, Labels: []Pair{{managed.ManagedBy, managed.Manager}, {managed.Key, h.Key}}}
	if o.Name != h.ScaledObject {
		patch.Annotations = []Pair{{managed.AnnotationImported, "true"}}
	}
	return patch
}
