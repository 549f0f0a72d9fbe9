package explain

import (
	"cmp"
	"fmt"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/plan"
	"modelhost.dev/scale-modelhosts/fn/signal"
)

// triggers are what a plan scales on, each in words.
func triggers(p *plan.Plan) []Trigger {
	var all []Trigger
	for i, t := range p.Spec.Triggers {
		origin := originOf(p, i)
		all = append(all, Trigger{nameOf(t, origin), t.Type, means(t, origin), source(origin.Source)})
	}
	return all
}

func originOf(p *plan.Plan, i int) plan.Origin {
	if i < len(p.Origins) {
		return p.Origins[i]
	}
	return plan.Origin{}
}

func nameOf(t keda.Trigger, o plan.Origin) string { return cmp.Or(o.Signal, t.Name, t.Type) }

// means is what a trigger does.
func means(t keda.Trigger, o plan.Origin) string {
	words := effect(t, o)
	if ref := t.AuthenticationRef; ref != nil && ref.Name != "" {
		words += ", with " + cmp.Or(ref.Kind, keda.KindTriggerAuthentication) + " " + ref.Name
	}
	return words
}

func effect(t keda.Trigger, o plan.Origin) string {
	switch {
	case signal.IsResource(t.Type):
		return resource(t)
	case t.Type == keda.TriggerCron:
		return schedule(t.Metadata)
	case o.Signal != "":
		return more(ofSignal(o), t.Metadata["threshold"]+unit(o), t.MetricType, perReplicaIsSaid(o))
	}
	s, known := scalers[t.Type]
	if !known {
		return fmt.Sprintf("KEDA's %s scaler decides", t.Type)
	}
	value := "its target"
	for _, key := range s.target {
		if t.Metadata[key] != "" {
			value = t.Metadata[key]
			break
		}
	}
	return more(s.subject(t.Metadata), value, t.MetricType, false)
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

func schedule(m keda.Metadata) string {
	return fmt.Sprintf("%s replicas from %q to %q, %s", m["desiredReplicas"], m["start"], m["end"], cmp.Or(m["timezone"], "no time zone"))
}

// more is what nearly all triggers do.
func more(what, target, metricType string, said bool) string {
	per := perReplica(metricType)
	if said {
		per = ""
	}
	return fmt.Sprintf("%s > %s%s → more replicas", what, target, per)
}

// perReplica says that the HPA divides the metric; it does unless told otherwise.
func perReplica(metricType string) string {
	if metricType == keda.MetricTypeValue {
		return ""
	}
	return " per replica"
}

// ofSignal is what a signal measures.
func ofSignal(o plan.Origin) string {
	return oneLine(cmp.Or(o.Definition.Description, "signal "+o.Signal))
}

func perReplicaIsSaid(o plan.Origin) bool {
	return strings.Contains(o.Definition.Description, "per replica")
}

func unit(o plan.Origin) string {
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
