package explain

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

// layerKEDA is of what nobody has set.
const layerKEDA = "KEDA's default"

// KEDA's own values: 2.21.0, apis/keda/v1alpha1/scaledobject_types.go.
const (
	kedaMin      = 0
	kedaMax      = 100
	kedaPolling  = 30
	kedaCooldown = 300
)

// table collects the values of one plan.
type table struct {
	plan *plan.Plan
	rows []Value
}

// values are the fields of a ScaledObject that say how it scales, in KEDA's order.
func values(p *plan.Plan) []Value {
	t := table{plan: p}
	spec := p.Spec
	t.count("minReplicaCount", spec.MinReplicaCount, kedaMin)
	t.count("maxReplicaCount", spec.MaxReplicaCount, kedaMax)
	if spec.IdleReplicaCount != nil {
		t.set("idleReplicaCount", fmt.Sprint(*spec.IdleReplicaCount))
	}
	t.period("pollingInterval", spec.PollingInterval, kedaPolling)
	t.period("cooldownPeriod", spec.CooldownPeriod, kedaCooldown)
	t.period("initialCooldownPeriod", spec.InitialCooldownPeriod, 0)
	if f := spec.Fallback; f != nil {
		t.set("fallback", fallback(*f))
	}
	if a := spec.Advanced; a != nil {
		t.advanced(*a)
	}
	t.route()
	t.paused()
	return t.rows
}

func (t *table) set(field, value string) {
	t.rows = append(t.rows, Value{field, value, sourceOf(t.plan, "spec."+field)})
}

func (t *table) count(field string, value *int32, otherwise int) {
	if value == nil {
		t.rows = append(t.rows, Value{field, fmt.Sprint(otherwise), Source{Layer: layerKEDA}})
		return
	}
	t.set(field, fmt.Sprint(*value))
}

// period is shown where it is set, and KEDA's own where it matters.
func (t *table) period(field string, seconds *int32, otherwise int) {
	switch {
	case seconds != nil:
		t.set(field, fmt.Sprintf("%d s", *seconds))
	case t.plan.ScalesToZero() && otherwise > 0:
		t.rows = append(t.rows, Value{field, fmt.Sprintf("%d s", otherwise), Source{Layer: layerKEDA}})
	}
}

func (t *table) advanced(a keda.Advanced) {
	if hpa := a.HorizontalPodAutoscalerConfig; hpa != nil {
		const path = "advanced.horizontalPodAutoscalerConfig."
		if hpa.Name != "" {
			t.set(path+"name", hpa.Name)
		}
		if hpa.Behavior != nil && hpa.Behavior.ScaleUp != nil {
			t.set(path+"behavior.scaleUp", rules(*hpa.Behavior.ScaleUp))
		}
		if hpa.Behavior != nil && hpa.Behavior.ScaleDown != nil {
			t.set(path+"behavior.scaleDown", rules(*hpa.Behavior.ScaleDown))
		}
	}
	if m := a.ScalingModifiers; m != nil {
		t.set("advanced.scalingModifiers", fmt.Sprintf("%s make one metric: %q > %s%s", t.composed(), oneLine(m.Formula), cmp.Or(m.Target, "?"), perReplica(m.MetricType)))
	}
	if a.RestoreToOriginalReplicaCount != nil && *a.RestoreToOriginalReplicaCount {
		t.set("advanced.restoreToOriginalReplicaCount", "true")
	}
}

// composed are the triggers of which a formula makes one metric: Kubernetes measures cpu
// and memory itself.
func (t *table) composed() string {
	var beside []string
	for _, trigger := range t.plan.Spec.Triggers {
		if keda.IsResourceTrigger(trigger.Type) && !slices.Contains(beside, trigger.Type) {
			beside = append(beside, trigger.Type)
		}
	}
	if len(beside) == 0 {
		return "all triggers"
	}
	return "all triggers but " + strings.Join(beside, " and ")
}

// switches are KEDA's annotations that hold scaling back.
var switches = []string{
	keda.AnnotationPaused, keda.AnnotationPausedReplicas, keda.AnnotationPausedScaleIn, keda.AnnotationPausedScaleOut, keda.AnnotationForceActivation,
}

func (t *table) paused() {
	for _, name := range switches {
		if value, set := t.plan.Annotations[name]; set {
			t.rows = append(t.rows, Value{name, value, sourceOf(t.plan, "metadata.annotations["+name+"]")})
		}
	}
}

// fallback is the count while a trigger cannot be read, in words.
func fallback(f keda.Fallback) string {
	count, failures := "? replicas", "?"
	if f.Replicas != nil {
		count = replicas(int(*f.Replicas))
	}
	if f.FailureThreshold != nil {
		failures = fmt.Sprint(*f.FailureThreshold)
	}
	words := fmt.Sprintf("%s after %s failed readings", count, failures)
	if f.Behavior != "" && f.Behavior != keda.FallbackStatic {
		words += " (" + f.Behavior + ")"
	}
	return words
}

// rules are how fast it may scale in one direction, in words.
func rules(r keda.ScalingRules) string {
	if r.SelectPolicy == keda.SelectDisabled {
		return "never"
	}
	var policies []string
	for _, p := range r.Policies {
		unit := map[string]string{keda.PolicyPods: " pods", keda.PolicyPercent: " %"}[p.Type]
		if p.Type == keda.PolicyPods && p.Value == 1 {
			unit = " pod"
		}
		policies = append(policies, fmt.Sprintf("%d%s in %d s", p.Value, unit, p.PeriodSeconds))
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
		parts = append(parts, "at most "+which+strings.Join(policies, ", "))
	}
	if w := r.StabilizationWindowSeconds; w != nil {
		parts = append(parts, fmt.Sprintf("looking back %d s", *w))
	}
	if r.Tolerance != "" {
		parts = append(parts, "tolerance "+string(r.Tolerance))
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// sourceOf is where a value came from. An annotation is told by its name.
func sourceOf(p *plan.Plan, path string) Source { return source(p.Source(path)) }

func source(s plan.Source) Source {
	field := s.Field
	switch s.Layer {
	case plan.LayerAnnotation:
		if rest, ok := strings.CutPrefix(field, "metadata.annotations["); ok {
			field = strings.Replace(rest, "]", "", 1)
		}
	case plan.LayerBuiltin:
		field = ""
	case plan.LayerScaledObject:
		return Source{"written", field}
	}
	return Source{s.Layer, field}
}

// String is the source in words.
func (s Source) String() string {
	switch s.Layer {
	case plan.LayerBuiltin:
		return "built-in default"
	case plan.LayerAnnotation:
		return "annotation " + s.Field
	case layerKEDA, "written":
		return s.Layer
	}
	return s.Field
}
