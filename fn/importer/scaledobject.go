package importer

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/finding"
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

// takenOver says whether an HPA is one that a ScaledObject takes over.
func takenOver(hpa *inventory.Object, by []*inventory.Object) bool {
	return slices.ContainsFunc(by, func(o *inventory.Object) bool {
		return o.Annotations[keda.AnnotationTransferHPAOwnership] == "true" &&
			inventory.Text(o.Field("spec", "advanced", "horizontalPodAutoscalerConfig", "name")) == hpa.Name
	})
}

// scaledObject proposes what a written ScaledObject says, and to have that one
// generated from then on: under its name, for KEDA refuses a second one.
func (p *proposer) scaledObject(h host.Host, o *inventory.Object) {
	var spec keda.ScaledObjectSpec
	refused := false
	for _, problem := range strictyaml.Decode(o.Field("spec"), "spec", &spec) {
		if problem.Unknown {
			p.add(RuleStarted, finding.Warning, o, problem.Path, "is not taken over: KEDA 2.21 has no such field", problem.Hint)
		} else {
			refused = true
			p.add(RuleRefused, finding.Error, o, problem.Path, "the ScaledObject cannot be read: "+problem.Message, cmp.Or(problem.Hint, "correct it first"))
		}
	}
	for i, t := range spec.Triggers {
		for _, name := range sorted(t.Metadata) {
			if strings.Contains(t.Metadata[name], "$(") {
				refused = true
				p.add(RuleRefused, finding.Error, o, strictyaml.Index("spec.triggers", i)+".metadata."+name, "has $(, which in annotations is a placeholder's", "write this one trigger without it")
			}
		}
	}
	if refused {
		return
	}
	a := p.start(h)
	p.fields(a, spec)
	pause(a, o)
	if rest := p.rest(spec, o); rest != nil {
		a.set("scaled-object", encoding.Lines(rest))
	}
	p.defaults(o)
	if manager := o.Labels[managed.ManagedBy]; manager != "" {
		p.add(RuleStarted, finding.Warning, o, "metadata.labels["+managed.ManagedBy+"]", fmt.Sprintf("is %s, which will find it changed: it is generated from now on", manager), "take it out of what "+manager+" manages")
	}
	p.complete(h, o, a, p.marks(h, o))
}

// fields are those that have annotations of their own.
func (p *proposer) fields(a *annotations, spec keda.ScaledObjectSpec) {
	a.count("min-replicas", orElse(spec.MinReplicaCount, minWhereAbsent))
	a.count("max-replicas", orElse(spec.MaxReplicaCount, maxWhereAbsent))
	if spec.IdleReplicaCount != nil {
		a.count("idle-replicas", *spec.IdleReplicaCount)
	}
	a.seconds("polling-interval", spec.PollingInterval)
	a.seconds("cooldown-period", spec.CooldownPeriod)
	a.seconds("initial-cooldown-period", spec.InitialCooldownPeriod)
	a.triggers(spec.Triggers)
	a.finish(p.cfg.Defaults)
	if b := behaviorOf(spec); b != nil {
		a.set("behavior", encoding.Lines(*b))
	}
	if spec.Fallback != nil {
		a.set("fallback", encoding.Lines(*spec.Fallback))
	}
	if p.authenticates() && slices.ContainsFunc(spec.Triggers, isOpen) {
		a.set("authentication", "none")
	}
}

// authenticates says whether the functionConfig has credentials for every host.
func (p *proposer) authenticates() bool {
	return p.cfg.Prometheus.Authentication != "" || p.cfg.Defaults.Authentication != ""
}

func isOpen(t keda.Trigger) bool {
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

// pause says with annotations of the host what KEDA's own on the ScaledObject say.
func pause(a *annotations, o *inventory.Object) {
	if paused, ok := o.Annotations[keda.AnnotationPaused]; ok {
		a.set("paused", strconv.FormatBool(paused != "false"))
	}
	if count, ok := o.Annotations[keda.AnnotationPausedReplicas]; ok {
		a.set("paused-replicas", count)
	}
}

// rest are the fields that no other annotation has; nil where there are none.
func (p *proposer) rest(spec keda.ScaledObjectSpec, o *inventory.Object) map[string]any {
	rest := p.withheld(spec)
	if a := spec.Advanced; a != nil {
		advanced := below(rest, "advanced")
		if a.RestoreToOriginalReplicaCount != nil {
			advanced["restoreToOriginalReplicaCount"] = *a.RestoreToOriginalReplicaCount
		}
		if a.ScalingModifiers != nil {
			advanced["scalingModifiers"] = *a.ScalingModifiers
		}
		if hpa := a.HorizontalPodAutoscalerConfig; hpa != nil && hpa.Name != "" && o.Annotations[keda.AnnotationTransferHPAOwnership] != "true" {
			below(advanced, "horizontalPodAutoscalerConfig")["name"] = hpa.Name
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

// withheld takes away what the functionConfig has for all hosts and a spec does not say.
func (p *proposer) withheld(spec keda.ScaledObjectSpec) map[string]any {
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
		below(below(rest, "advanced"), "horizontalPodAutoscalerConfig")["behavior"] = nil
	}
	return rest
}

// below is the mapping under a key, made where there is none.
func below(m map[string]any, key string) map[string]any {
	inner, ok := m[key].(map[string]any)
	if !ok {
		inner = map[string]any{}
		m[key] = inner
	}
	return inner
}

// defaults warns of what the functionConfig puts over every ScaledObject.
func (p *proposer) defaults(o *inventory.Object) {
	if p.cfg.Defaults.ScaledObject != nil {
		p.add(RuleStarted, finding.Warning, o, "spec", "spec.defaults.scaledObject of the functionConfig holds for it from now on, too", "see with explain whether that is wanted")
	}
}

// marks make a ScaledObject one of ours.
func (p *proposer) marks(h host.Host, o *inventory.Object) Patch {
	patch := Patch{Object: o, Labels: []Pair{{managed.ManagedBy, managed.Manager}, {managed.Key, h.Key}}}
	if o.Name != h.ScaledObject {
		patch.Annotations = []Pair{{managed.Imported, "true"}}
	}
	return patch
}
