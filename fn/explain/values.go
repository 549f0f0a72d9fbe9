package explain

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/plan"
	"modelhost.dev/scale-modelhosts/fn/wake"
)

// layerKEDA is the layer of KEDA's defaults.
const layerKEDA = "KEDA"

// valueList collects the values of one plan.
type valueList struct {
	plan *plan.Plan
	rows []Value
}

// values returns the fields of a ScaledObject that say how it scales, in KEDA's order.
func values(p *plan.Plan, a *wake.Analysis) []Value {
	t := valueList{plan: p}
	spec := p.Spec
	t.count("minReplicaCount", spec.MinReplicaCount, keda.DefaultMinReplicaCount)
	t.count("maxReplicaCount", spec.MaxReplicaCount, keda.DefaultMaxReplicaCount)
	if spec.IdleReplicaCount != nil {
		t.set("idleReplicaCount", fmt.Sprint(*spec.IdleReplicaCount))
	}
	t.period("pollingInterval", spec.PollingInterval, keda.DefaultPollingInterval)
	t.period("cooldownPeriod", spec.CooldownPeriod, keda.DefaultCooldownPeriod)
	t.period("initialCooldownPeriod", spec.InitialCooldownPeriod, 0)
	if f := spec.Fallback; f != nil {
		t.set("fallback", fallbackText(*f))
	}
	if advanced := spec.Advanced; advanced != nil {
		t.addAdvanced(*advanced, a.Modifiers())
	}
	t.addRoute()
	t.addPauses()
	return t.rows
}

// set adds a field that the ScaledObject has.
func (t *valueList) set(field, value string) {
	t.rows = append(t.rows, Value{field, value, sourceOf(t.plan, "spec."+field)})
}

// count adds a number of replicas.
func (t *valueList) count(field string, value *int32, otherwise int) {
	if value == nil {
		t.rows = append(t.rows, Value{field, fmt.Sprint(otherwise), Source{Layer: layerKEDA}})
		return
	}
	t.set(field, fmt.Sprint(*value))
}

// period adds a period. It adds KEDA's default only if that matters.
func (t *valueList) period(field string, seconds *int32, otherwise int) {
	switch {
	case seconds != nil:
		t.set(field, fmt.Sprintf("%ds", *seconds))
	case t.plan.ScalesToZero() && otherwise > 0:
		t.rows = append(t.rows, Value{field, fmt.Sprintf("%ds", otherwise), Source{Layer: layerKEDA}})
	}
}

// addAdvanced adds what is below spec.advanced.
func (t *valueList) addAdvanced(a keda.Advanced, m keda.ScalingModifiers) {
	if hpa := a.HorizontalPodAutoscalerConfig; hpa != nil {
		const path = "advanced.horizontalPodAutoscalerConfig."
		if hpa.Name != "" {
			t.set(path+"name", hpa.Name)
		}
		if hpa.Behavior != nil && hpa.Behavior.ScaleUp != nil {
			t.set(path+"behavior.scaleUp", behaviourText(*hpa.Behavior.ScaleUp))
		}
		if hpa.Behavior != nil && hpa.Behavior.ScaleDown != nil {
			t.set(path+"behavior.scaleDown", behaviourText(*hpa.Behavior.ScaleDown))
		}
	}
	if a.ScalingModifiers != nil {
		t.set("advanced.scalingModifiers", fmt.Sprintf("%q > %s%s, instead of %s", oneLine(m.Formula), cmp.Or(m.Target, "?"), perReplica(m.MetricType), t.replacedTargets()))
	}
	if a.RestoreToOriginalReplicaCount != nil && *a.RestoreToOriginalReplicaCount {
		t.set("advanced.restoreToOriginalReplicaCount", "true")
	}
}

// replacedTargets names the targets that the target of a formula replaces: all but those of
// cpu and memory, which Kubernetes measures itself.
func (t *valueList) replacedTargets() string {
	var resources []string
	for _, trigger := range t.plan.Spec.Triggers {
		if keda.IsResourceTrigger(trigger.Type) && !slices.Contains(resources, trigger.Type) {
			resources = append(resources, trigger.Type)
		}
	}
	if len(resources) == 0 {
		return "the targets of all triggers"
	}
	return "the targets of all triggers except " + strings.Join(resources, " and ")
}

// pauseAnnotations are KEDA's annotations that restrict scaling.
var pauseAnnotations = []string{
	keda.AnnotationPaused, keda.AnnotationPausedReplicas, keda.AnnotationPausedScaleIn, keda.AnnotationPausedScaleOut, keda.AnnotationForceActivation,
}

// addPauses adds the annotations that restrict scaling.
func (t *valueList) addPauses() {
	for _, name := range pauseAnnotations {
		if value, set := t.plan.Annotations[name]; set {
			t.rows = append(t.rows, Value{name, value, sourceOf(t.plan, "metadata.annotations["+name+"]")})
		}
	}
}

// fallbackText describes the replica count while a trigger cannot be read.
func fallbackText(f keda.Fallback) string {
	count, failures := "? replicas", "?"
	if f.Replicas != nil {
		count = replicaText(int(*f.Replicas))
	}
	if f.FailureThreshold != nil {
		failures = fmt.Sprint(*f.FailureThreshold)
	}
	after := fmt.Sprintf(" after %s failed polls", failures)
	switch f.Behavior {
	case "", keda.FallbackStatic:
		return count + after
	case keda.FallbackCurrentReplicas:
		return "the current replica count" + after
	case keda.FallbackCurrentReplicasIfHigher:
		return "the current replica count, but at least " + count + "," + after
	case keda.FallbackCurrentReplicasIfLower:
		return "the current replica count, but at most " + count + "," + after
	}
	return count + after + " (" + f.Behavior + ")"
}

// behaviourText describes how fast the workload may scale in one direction.
func behaviourText(r keda.ScalingRules) string {
	if r.SelectPolicy == keda.SelectDisabled {
		return "never"
	}
	var policies []string
	for _, p := range r.Policies {
		unit := map[string]string{keda.PolicyPods: " pods", keda.PolicyPercent: "%"}[p.Type]
		if p.Type == keda.PolicyPods && p.Value == 1 {
			unit = " pod"
		}
		policies = append(policies, fmt.Sprintf("%d%s per %ds", p.Value, unit, p.PeriodSeconds))
	}
	var parts []string
	if len(policies) > 0 {
		which := "the larger of "
		if r.SelectPolicy == keda.SelectMin {
			which = "the smaller of "
		}
		if len(policies) == 1 {
			which = ""
		}
		parts = append(parts, "at most "+which+strings.Join(policies, " or "))
	}
	if w := r.StabilizationWindowSeconds; w != nil {
		parts = append(parts, fmt.Sprintf("stabilization window %ds", *w))
	}
	if r.Tolerance != "" {
		parts = append(parts, "tolerance "+string(r.Tolerance))
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// sourceOf returns where the value at a path of the ScaledObject came from.
func sourceOf(p *plan.Plan, path string) Source { return sourceFrom(p.Source(path)) }

// sourceFrom returns a plan's source. It has an annotation's name instead of its path.
func sourceFrom(s plan.Source) Source {
	field := s.Field
	switch s.Layer {
	case plan.LayerAnnotation:
		if rest, ok := strings.CutPrefix(field, "metadata.annotations["); ok {
			field = strings.Replace(rest, "]", "", 1)
		}
	case plan.LayerBuiltin:
		field = ""
	}
	return Source{s.Layer, field}
}

// String describes the source.
func (s Source) String() string {
	switch s.Layer {
	case plan.LayerBuiltin:
		return "built-in default"
	case plan.LayerAnnotation:
		return "annotation " + s.Field
	case plan.LayerScaledObject:
		return s.Layer
	case layerKEDA:
		return "KEDA's default"
	}
	return s.Field
}
