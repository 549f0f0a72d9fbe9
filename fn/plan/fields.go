package plan

import (
	"slices"
	"strconv"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

// replicas sets what is scaled, and between which bounds.
func (r *resolver) replicas() {
	spec, s := &r.plan.Spec, r.settings
	w := r.plan.Host.Workload
	spec.ScaleTargetRef = &keda.ScaleTargetRef{Name: w.Name}
	if w.Kind != "Deployment" {
		spec.ScaleTargetRef.APIVersion, spec.ScaleTargetRef.Kind = w.APIVersion, w.Kind
	}
	spec.MinReplicaCount, spec.MaxReplicaCount = &s.min.V, &s.max.V
	r.from("spec.minReplicaCount", s.min.Source)
	r.from("spec.maxReplicaCount", s.max.Source)
	if s.idle.V != nil {
		spec.IdleReplicaCount = s.idle.V
		r.from("spec.idleReplicaCount", s.idle.Source)
	}
}

// timing sets the periods. They matter only to hosts that may be at zero, and
// polling to triggers that answer from a cache; elsewhere they are left out
// unless this very host asked for them.
func (r *resolver) timing() {
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
		if !r.sleeps() && period.value.Source.IsShared() && !(period.name == "pollingInterval" && r.caches()) {
			r.plan.Unused = append(r.plan.Unused, period.name)
			continue
		}
		seconds := int32(*period.value.V)
		*period.into = &seconds
		r.from("spec."+period.name, period.value.Source)
	}
}

func (r *resolver) caches() bool {
	for _, t := range r.plan.Spec.Triggers {
		if t.UseCachedMetrics != nil && *t.UseCachedMetrics {
			return true
		}
	}
	return false
}

// sleeps looks ahead to what is merged into the spec last, for queries are
// chosen by it.
func (r *resolver) sleeps() bool {
	least, idle := r.plan.Spec.MinReplicaCount, r.plan.Spec.IdleReplicaCount
	for _, raw := range r.settings.raw {
		least = rawCount(raw, "minReplicaCount", least)
		idle = rawCount(raw, "idleReplicaCount", idle)
	}
	return sleeps(least, idle)
}

func rawCount(raw rawValue, name string, underneath *int32) *int32 {
	n := inventory.Field(raw.V, name)
	if n == nil {
		return underneath
	}
	value, err := strconv.ParseInt(inventory.Text(n), 10, 32)
	if err != nil {
		return underneath
	}
	count := int32(value)
	return &count
}

// advanced sets behavior, fallback and the HPA that is taken over.
func (r *resolver) advanced() {
	spec, s := &r.plan.Spec, r.settings
	switch {
	case s.fallback.V == nil:
	case s.fallback.Source.IsShared() && !r.fallsBack():
		// What all hosts share is for those that it works for.
		r.plan.Unused = append(r.plan.Unused, "fallback")
	default:
		spec.Fallback = s.fallback.V
		r.from("spec.fallback", s.fallback.Source)
	}
	hpa := keda.HPAConfig{}
	if s.behavior.V != nil {
		hpa.Behavior = s.behavior.V
		r.from("spec.advanced.horizontalPodAutoscalerConfig.behavior", s.behavior.Source)
	}
	if name := r.plan.Existing.TransferredHPA(); name != "" {
		hpa.Name = name
		r.plan.Annotations[keda.AnnotationTransferHPAOwnership] = "true"
		r.from("spec.advanced.horizontalPodAutoscalerConfig.name", Source{LayerHPA, "HorizontalPodAutoscaler " + name})
	}
	if hpa != (keda.HPAConfig{}) {
		spec.Advanced = &keda.Advanced{HorizontalPodAutoscalerConfig: &hpa}
	}
}

// fallsBack says whether the host has a trigger that fallback works for.
func (r *resolver) fallsBack() bool {
	return slices.ContainsFunc(r.plan.Spec.Triggers, func(t keda.Trigger) bool { return !keda.IsResourceTrigger(t.Type) })
}

func (r *resolver) pause() {
	in := r.plan.Host.Annotations
	if in.Paused != nil && *in.Paused {
		r.plan.Annotations[keda.AnnotationPaused] = "true"
		r.annotated(keda.AnnotationPaused, "paused")
	}
	if in.PausedReplicas != nil {
		r.plan.Annotations[keda.AnnotationPausedReplicas] = strconv.Itoa(int(*in.PausedReplicas))
		r.annotated(keda.AnnotationPausedReplicas, "paused-replicas")
	}
}

// annotated notes which annotation of the host one of KEDA's came from.
func (r *resolver) annotated(name, key string) {
	r.from("metadata.annotations["+name+"]", Source{LayerAnnotation, AnnotationField(r.plan.Host, key)})
}
