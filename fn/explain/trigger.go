package explain

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/plan"
	hours "modelhost.dev/scale-modelhosts/fn/schedule"
)

// triggers are what a plan scales on, each in words.
func triggers(p *plan.Plan) []Trigger {
	var all []Trigger
	for i, t := range p.Spec.Triggers {
		origin := originOf(p, i)
		words := means(t, origin, formulaOf(p))
		if config.KindOfSignal(origin.Signal) == config.SignalOfHTTP && formulaOf(p) == "" && route(p) != nil {
			words = requestsCounted(route(p))
		}
		all = append(all, Trigger{nameOf(t, origin), t.Type, words, source(origin.Source)})
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

// formulaOf is what makes one metric of the triggers; "" where each has its own.
func formulaOf(p *plan.Plan) string {
	if p.Spec.Advanced == nil || p.Spec.Advanced.ScalingModifiers == nil {
		return ""
	}
	return p.Spec.Advanced.ScalingModifiers.Formula
}

// means is what a trigger does.
func means(t keda.Trigger, o plan.TriggerOrigin, formula string) string {
	words := effect(t, o, formula)
	if ref := t.AuthenticationRef; ref != nil && ref.Name != "" {
		words += ", with " + cmp.Or(ref.Kind, keda.KindTriggerAuthentication) + " " + ref.Name
	}
	if formula != "" && t.Type != "" && !keda.IsResourceTrigger(t.Type) {
		words += share(t.Name, formula)
	}
	return words
}

func effect(t keda.Trigger, o plan.TriggerOrigin, formula string) string {
	switch {
	case t.Type == "":
		return "cannot be read"
	case keda.IsResourceTrigger(t.Type):
		return resource(t)
	case formula != "":
		return measure(t, o)
	case t.Type == keda.TriggerCron:
		return schedule(t.Metadata)
	case o.Signal != "":
		return more(ofSignal(o), t.Metadata["threshold"]+unit(o), perReplicaIsSaid(o, t.MetricType))
	}
	what, known := measured(t)
	if !known {
		return fmt.Sprintf("KEDA's %s scaler decides", t.Type)
	}
	value, note := targetOf(t)
	return more(what, value, perReplica(t.MetricType)+note)
}

// measure is what a trigger measures, without what is made of it.
func measure(t keda.Trigger, o plan.TriggerOrigin) string {
	what, known := measured(t)
	switch {
	case t.Type == keda.TriggerCron:
		return schedule(t.Metadata)
	case o.Signal != "":
		return ofSignal(o)
	case known:
		return what
	}
	return fmt.Sprintf("what KEDA's %s scaler measures", t.Type)
}

// share is what becomes of a trigger beside a formula, where its own target does nothing.
func share(name, formula string) string {
	words := strings.FieldsFunc(formula, func(r rune) bool {
		return r != '_' && r != '$' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	if name == "" || !slices.Contains(words, name) {
		return ": the formula does not have it"
	}
	return " → " + name + " of the formula"
}

// resource is a trigger that Kubernetes itself measures.
func resource(t keda.Trigger) string {
	name := map[string]string{keda.TriggerCPU: "CPU", keda.TriggerMemory: "memory"}[t.Type]
	where := ""
	if c := t.Metadata["containerName"]; c != "" {
		where = " of container " + c
	}
	// The type may stand in the metadata of old manifests.
	if cmp.Or(t.MetricType, t.Metadata["type"]) == keda.MetricTypeAverageValue {
		return fmt.Sprintf("%s%s > %s per pod on average → more replicas", name, where, t.Metadata["value"])
	}
	return fmt.Sprintf("%s%s > %s %% of the request, averaged over the pods → more replicas", name, where, t.Metadata["value"])
}

// schedule is said by its days and hours, if a line of a schedule can say it.
func schedule(m keda.Metadata) string {
	if r, ok := hours.FromCron(m); ok {
		return r.Description()
	}
	return fmt.Sprintf("%s replicas from %q to %q, %s", m["desiredReplicas"], m["start"], m["end"], cmp.Or(m["timezone"], "no time zone"))
}

// more is what nearly all triggers do.
func more(what, target, note string) string {
	return fmt.Sprintf("%s > %s%s → more replicas", what, target, note)
}

// perReplica says that the HPA divides the metric; it does unless told otherwise.
func perReplica(metricType string) string {
	if metricType == keda.MetricTypeValue {
		return ""
	}
	return " per replica"
}

// ofSignal is what a signal measures.
func ofSignal(o plan.TriggerOrigin) string {
	return oneLine(cmp.Or(o.Definition.Description, "signal "+o.Signal))
}

// perReplicaIsSaid leaves out what the signal's own description says.
func perReplicaIsSaid(o plan.TriggerOrigin, metricType string) string {
	if strings.Contains(o.Definition.Description, "per replica") {
		return ""
	}
	return perReplica(metricType)
}

func unit(o plan.TriggerOrigin) string {
	switch u := o.Definition.Unit; {
	case u == "percent":
		return " %"
	case u == "" || strings.Contains(o.Definition.Description, u):
		return ""
	default:
		return " " + u
	}
}

const longest = 100

// oneLine is text on one line, cut where it is long.
func oneLine(text string) string {
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) > longest {
		return string(runes[:longest-1]) + "…"
	}
	return string(runes)
}
