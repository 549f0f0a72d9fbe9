package plan

import (
	"slices"
	"strconv"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

// setReplicas sets what is scaled, and between which bounds.
func (r *resolver) setReplicas() {
	spec, s := &r.plan.Spec, r.settings
	w := r.plan.Host.Workload
	spec.ScaleTargetRef = &keda.ScaleTargetRef{Name: w.Name}
	if w.Kind != "Deployment" {
		spec.ScaleTargetRef.APIVersion, spec.ScaleTargetRef.Kind = w.APIVersion, w.Kind
	}
	spec.MinReplicaCount, spec.MaxReplicaCount = &s.min.V, &s.max.V
	r.setSource("spec.minReplicaCount", s.min.Source)
	r.setSource("spec.maxReplicaCount", s.max.Source)
	if s.idle.V != nil {
		spec.IdleReplicaCount = s.idle.V
		r.setSource("spec.idleReplicaCount", s.idle.Source)
	}
}

// setPeriods sets the periods. They have an effect only on hosts that scale to zero, and
// the polling interval also on triggers that answer from a cache. Elsewhere they are left
// out unless the host itself sets them.
func (r *resolver) setPeriods() {
	periods := []struct {
		name  string
		value Value[*config.Seconds]
		into  **int32
	}{
		{"pollingInterval", r.settings.polling, &r.plan.Spec.PollingInterval},
		{"cooldownPeriod", r.settings.cooldown, &r.plan.Spec.CooldownPeriod},
		{"initialCooldownPeriod", r.settings.initial, &r.plan.Spec.InitialCooldownPeriod},
	}
	for _, period := range periods {
		if period.value.V == nil {
			continue
		}
		if !r.scalesToZero() && period.value.Source.IsShared() && !(period.name == "pollingInterval" && r.usesCache()) {
			r.plan.Unused = append(r.plan.Unused, period.name)
			continue
		}
		seconds := int32(*period.value.V)
		*period.into = &seconds
		r.setSource("spec."+period.name, period.value.Source)
	}
}

// usesCache reports whether a trigger answers the HPA from the last poll.
func (r *resolver) usesCache() bool {
	return slices.ContainsFunc(r.plan.Spec.Triggers, func(t keda.Trigger) bool { return t.UseCachedMetrics != nil && *t.UseCachedMetrics })
}

// scalesToZero reports whether the host may be at zero replicas. Queries are chosen by it,
// so it takes the patches of the spec into account, which are applied last.
func (r *resolver) scalesToZero() bool {
	least, idle := r.plan.Spec.MinReplicaCount, r.plan.Spec.IdleReplicaCount
	for _, p := range r.settings.patches {
		least = patchedCount(p, "minReplicaCount", least)
		idle = patchedCount(p, "idleReplicaCount", idle)
	}
	return scalesToZero(least, idle)
}

// patchedCount returns the replica count of a patch, or else the count before it.
func patchedCount(p patch, name string, before *int32) *int32 {
	n := inventory.Field(p.V, name)
	if n == nil {
		return before
	}
	value, err := strconv.ParseInt(inventory.Text(n), 10, 32)
	if err != nil {
		return before
	}
	count := int32(value)
	return &count
}

// fallback returns the fallback. One that the host shares with others is left out if it
// has no effect.
func (r *resolver) fallback() *keda.Fallback {
	set := r.settings.fallback
	if set.V == nil {
		return nil
	}
	if set.Source.IsShared() && !r.canFallBack() {
		r.plan.Unused = append(r.plan.Unused, "fallback")
		return nil
	}
	r.setSource("spec.fallback", set.Source)
	return set.V
}

// advanced returns the HPA's behavior and, if it is transferred, its name.
func (r *resolver) advanced() *keda.Advanced {
	hpa := keda.HPAConfig{}
	if behavior := r.settings.behavior; behavior.V != nil {
		hpa.Behavior = behavior.V
		r.setSource("spec.advanced.horizontalPodAutoscalerConfig.behavior", behavior.Source)
	}
	if name := r.plan.Existing.TransferredHPA(); name != "" {
		hpa.Name = name
		r.setSource("spec.advanced.horizontalPodAutoscalerConfig.name", Source{LayerHPA, "HorizontalPodAutoscaler " + name})
	}
	if hpa == (keda.HPAConfig{}) {
		return nil
	}
	return &keda.Advanced{HorizontalPodAutoscalerConfig: &hpa}
}

// canFallBack reports whether the host has a trigger that KEDA's fallback applies to.
func (r *resolver) canFallBack() bool {
	return slices.ContainsFunc(r.plan.Spec.Triggers, func(t keda.Trigger) bool { return !keda.IsResourceTrigger(t.Type) })
}

// pauseAnnotations returns KEDA's annotations that pause the host.
func (r *resolver) pauseAnnotations() map[string]string {
	all := map[string]string{}
	given := r.plan.Host.Annotations
	if given.Paused != nil && *given.Paused {
		all[keda.AnnotationPaused] = "true"
		r.setAnnotationSource(keda.AnnotationPaused, "paused")
	}
	if given.PausedReplicas != nil {
		all[keda.AnnotationPausedReplicas] = strconv.Itoa(int(*given.PausedReplicas))
		r.setAnnotationSource(keda.AnnotationPausedReplicas, "paused-replicas")
	}
	return all
}

// setAnnotationSource records which of the host's annotations one of KEDA's came from.
func (r *resolver) setAnnotationSource(name, key string) {
	r.setSource("metadata.annotations["+name+"]", Source{LayerAnnotation, AnnotationField(r.plan.Host, key)})
}
