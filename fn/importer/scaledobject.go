package importer

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/host"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/managed"
	"modelhost.dev/scale-modelhosts/fn/scaler"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

// isTakenOver reports whether one of the ScaledObjects takes over an HPA.
func isTakenOver(hpa *inventory.Object, by []*inventory.Object) bool {
	return slices.ContainsFunc(by, func(o *inventory.Object) bool {
		return o.Annotations[keda.AnnotationTransferHPAOwnership] == "true" &&
			inventory.Text(o.Field("spec", "advanced", "horizontalPodAutoscalerConfig", "name")) == hpa.Name
	})
}

// importScaledObject imports a hand-written ScaledObject. The function then generates it under its
// current name, because KEDA rejects a second one for the same workload.
func (p *importer) importScaledObject(h host.Host, o *inventory.Object) {
	var spec keda.ScaledObjectSpec
	rejected := false
	for _, problem := range strictyaml.Decode(o.Field("spec"), "spec", &spec) {
		if problem.Unknown {
			p.add(RulePartial, o, problem.Path, "is not imported: KEDA "+scaler.KEDAVersion+" has no such field", problem.Hint)
		} else {
			rejected = true
			p.add(RuleRejected, o, problem.Path, "cannot import this ScaledObject: "+problem.Message, cmp.Or(problem.Hint, "fix it first"))
		}
	}
	for i, t := range spec.Triggers {
		for _, name := range slices.Sorted(maps.Keys(t.Metadata)) {
			if strings.Contains(t.Metadata[name], "$(") {
				rejected = true
				p.add(RuleRejected, o, strictyaml.Index("spec.triggers", i)+".metadata."+name, "contains $(, which starts a placeholder in annotations", "remove it from this trigger")
			}
		}
	}
	if rejected {
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
		p.add(RulePartial, o, "metadata.labels["+managed.ManagedBy+"]", fmt.Sprintf("is %s, but the function will generate this object from now on", manager), "stop managing it with "+manager)
	}
	p.finish(h, o, a, p.ownershipPatch(h, o))
}

// setFields sets the annotations that correspond to single fields.
func (p *importer) setFields(a *annotations, spec keda.ScaledObjectSpec) {
	a.setCount("min-replicas", orElse(spec.MinReplicaCount, keda.DefaultMinReplicaCount))
	a.setCount("max-replicas", orElse(spec.MaxReplicaCount, keda.DefaultMaxReplicaCount))
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

// hasDefaultAuthentication reports whether the functionConfig has credentials for all model hosts.
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

// setPause converts KEDA's pause annotations.
func setPause(a *annotations, o *inventory.Object) {
	if paused, ok := o.Annotations[keda.AnnotationPaused]; ok {
		a.set("paused", strconv.FormatBool(paused != "false"))
	}
	if count, ok := o.Annotations[keda.AnnotationPausedReplicas]; ok {
		a.set("paused-replicas", count)
	}
}

// remainingFields returns the fields that have no annotation of their own, or nil.
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

// unsetDefaults returns null for each field that the functionConfig sets by default and that the
// spec does not have.
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

// submap returns the mapping for a key and adds it if it is absent.
func submap(m map[string]any, key string) map[string]any {
	inner, ok := m[key].(map[string]any)
	if !ok {
		inner = map[string]any{}
		m[key] = inner
	}
	return inner
}

// warnOfDefaults reports that the functionConfig's patch for all ScaledObjects will apply.
func (p *importer) warnOfDefaults(o *inventory.Object) {
	if p.cfg.Defaults.ScaledObject != nil {
		p.add(RulePartial, o, "spec", "spec.defaults.scaledObject in the functionConfig will apply to it too", "check the result with explain")
	}
}

// ownershipPatch returns the patch that marks a ScaledObject as generated.
func (p *importer) ownershipPatch(h host.Host, o *inventory.Object) Patch {
	patch := Patch{Object: o, Labels: []Pair{{managed.ManagedBy, managed.Manager}, {managed.Key, h.Key}}}
	if o.Name != h.ScaledObject {
		patch.Annotations = []Pair{{managed.AnnotationImported, "true"}}
	}
	return patch
}
