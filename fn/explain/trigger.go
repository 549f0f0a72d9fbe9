package explain

import (
	"cmp"
	"fmt"
	"strings"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/plan"
	cron "modelhost.dev/scale-modelhosts/fn/schedule"
	"modelhost.dev/scale-modelhosts/fn/wake"
)

// triggers describes the triggers of a plan.
func triggers(p *plan.Plan, a *wake.Analysis) []Trigger {
	var all []Trigger
	for i, t := range p.Spec.Triggers {
		origin := originOf(p, i)
		text := description(t, origin, a)
		if r := route(p); config.KindOfSignal(origin.Signal) == config.SignalOfHTTP && r != nil && a.Modifiers().Formula == "" {
			text = routeText(r)
		}
		all = append(all, Trigger{nameOf(t, origin), t.Type, text, sourceFrom(origin.Source)})
	}
	return all
}

func originOf(p *plan.Plan, i int) plan.TriggerOrigin {
	if i < len(p.TriggerOrigins) {
		return p.TriggerOrigins[i]
	}
	return plan.TriggerOrigin{}
}

func nameOf(t keda.Trigger, o plan.TriggerOrigin) string {
	return cmp.Or(o.Signal, t.Name, t.Type, "?")
}

// description describes when a trigger adds replicas, and which authentication it references.
// Whether KEDA sends that depends on the parameters and authModes, which rules check.
func description(t keda.Trigger, o plan.TriggerOrigin, a *wake.Analysis) string {
	formula := a.Modifiers().Formula
	text := effectText(t, o, formula)
	if ref := t.AuthenticationRef; ref != nil && ref.Name != "" {
		text += ", references " + cmp.Or(ref.Kind, keda.KindTriggerAuthentication) + " " + ref.Name
	}
	switch {
	case formula == "" || t.Type == "" || keda.IsResourceTrigger(t.Type):
		return text
	case a.Counts(t):
		return text + " → " + t.Name + " in the formula"
	case a.MayCount(t):
		return text
	}
	return text + ": not used by the formula"
}

// effectText describes when a trigger adds replicas. With a formula, it says only what the
// trigger measures.
func effectText(t keda.Trigger, o plan.TriggerOrigin, formula string) string {
	switch {
	case t.Type == "":
		return "cannot be read"
	case keda.IsResourceTrigger(t.Type):
		return resourceText(t)
	case formula != "":
		return measureText(t, o)
	case t.Type == keda.TriggerCron:
		return scheduleText(t.Metadata)
	case o.Signal != "":
		return threshold(signalText(o), t.Metadata["threshold"]+unit(o), signalPerReplica(o, t.MetricType))
	}
	if _, known := inputOf(t).Measure(); !known {
		return measureText(t, o)
	}
	value, note := targetOf(t)
	return threshold(measureText(t, o), value, perReplica(t.MetricType)+note)
}

// measureText describes what a trigger measures.
func measureText(t keda.Trigger, o plan.TriggerOrigin) string {
	m, known := inputOf(t).Measure()
	switch {
	case t.Type == keda.TriggerCron:
		return scheduleText(t.Metadata)
	case o.Signal != "":
		return signalText(o)
	case known:
		return m.Describe(t.Metadata, parameterText)
	}
	return fmt.Sprintf("what the unknown scaler %s measures", t.Type)
}

// resourceText describes a trigger that Kubernetes itself measures.
func resourceText(t keda.Trigger) string {
	name := map[string]string{keda.TriggerCPU: "CPU", keda.TriggerMemory: "memory"}[t.Type]
	container := ""
	if c := t.Metadata["containerName"]; c != "" {
		container = " of container " + c
	}
	// Old manifests have the metric type in the metadata.
	if cmp.Or(t.MetricType, t.Metadata["type"]) == keda.MetricTypeAverageValue {
		return fmt.Sprintf("%s%s > %s per pod on average → more replicas", name, container, t.Metadata["value"])
	}
	return fmt.Sprintf("%s%s > %s%% of the request, averaged over the pods → more replicas", name, container, t.Metadata["value"])
}

// scheduleText describes a schedule by its days and hours, if the annotation schedule can
// express it.
func scheduleText(m keda.Metadata) string {
	if r, ok := cron.FromCron(m); ok {
		return r.Description()
	}
	return fmt.Sprintf("at least %s replicas from %q to %q, %s", m["desiredReplicas"], m["start"], m["end"], cmp.Or(m["timezone"], "no time zone"))
}

// threshold states that replicas are added above a target.
func threshold(what, target, note string) string {
	return fmt.Sprintf("%s > %s%s → more replicas", what, target, note)
}

// perReplica states that the HPA divides the metric by the number of replicas, which it does
// unless the metric type is Value.
func perReplica(metricType string) string {
	if metricType == keda.MetricTypeValue {
		return ""
	}
	return " per replica"
}

// signalText describes what a signal measures.
func signalText(o plan.TriggerOrigin) string {
	return oneLine(cmp.Or(o.Definition.Description, "signal "+o.Signal))
}

// signalPerReplica returns perReplica, or "" if the signal's description already contains it.
func signalPerReplica(o plan.TriggerOrigin, metricType string) string {
	if strings.Contains(o.Definition.Description, "per replica") {
		return ""
	}
	return perReplica(metricType)
}

// unit returns the unit of a signal, unless its description has it.
func unit(o plan.TriggerOrigin) string {
	switch u := o.Definition.Unit; {
	case u == "percent":
		return "%"
	case u == "" || strings.Contains(o.Definition.Description, u):
		return ""
	default:
		return " " + u
	}
}

// maxText is the number of characters of a value that are shown.
const maxText = 100

// oneLine returns text on one line, cut if it is long.
func oneLine(text string) string {
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) > maxText {
		return string(runes[:maxText-1]) + "…"
	}
	return string(runes)
}
