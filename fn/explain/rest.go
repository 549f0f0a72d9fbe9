package explain

import (
	"cmp"
	"fmt"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/plan"
	"modelhost.dev/scale-modelhosts/fn/signal"
)

// atRest says when a workload goes to zero and what wakes it.
func atRest(p *plan.Plan) []string {
	var said []string
	if count, set := p.Annotations[keda.AnnotationPausedReplicas]; set {
		said = append(said, fmt.Sprintf("paused at %s replicas: no trigger changes that", count))
	} else if value, set := p.Annotations[keda.AnnotationPaused]; set && value != "false" {
		said = append(said, "paused: no trigger changes the count")
	}
	least := kedaMin
	if p.Spec.MinReplicaCount != nil {
		least = int(*p.Spec.MinReplicaCount)
	}
	if !p.Sleeps() {
		return append(said, "never at zero: "+replicas(least)+" at least")
	}
	cooldown := kedaCooldown
	if p.Spec.CooldownPeriod != nil {
		cooldown = int(*p.Spec.CooldownPeriod)
	}
	goes := fmt.Sprintf("goes to zero when no trigger has been active for %d s", cooldown)
	if initial := p.Spec.InitialCooldownPeriod; initial != nil {
		goes += fmt.Sprintf(", the first time %d s after it was created at the earliest", *initial)
	}
	return append(append(said, goes), wakes(p, max(least, 1))...)
}

// wakes says what can bring a workload back from zero.
func wakes(p *plan.Plan, least int) []string {
	polling := kedaPolling
	if p.Spec.PollingInterval != nil {
		polling = int(*p.Spec.PollingInterval)
	}
	var by, not []string
	for i, t := range p.Spec.Triggers {
		origin := originOf(p, i)
		name := nameOf(t, origin)
		switch {
		case signal.IsResource(t.Type):
			not = append(not, name)
		case origin.Signal != "" && !origin.Definition.OutsidePod:
			not = append(not, name)
		case t.Type == keda.TriggerCron:
			by = append(by, name+" when its time begins")
		case t.Type == keda.TriggerPrometheus:
			by = append(by, fmt.Sprintf("%s above %s", name, cmp.Or(t.Metadata["activationThreshold"], "0")))
		default:
			by = append(by, name+" when it is active")
		}
	}
	var said []string
	switch {
	case p.Spec.Advanced != nil && p.Spec.Advanced.ScalingModifiers != nil && p.Spec.Advanced.ScalingModifiers.Formula != "":
		m := p.Spec.Advanced.ScalingModifiers
		return []string{fmt.Sprintf("woken to %s by the formula above %s, looked at every %d s", replicas(least), cmp.Or(m.ActivationTarget, "0"), polling)}
	case len(by) == 0:
		said = append(said, "nothing wakes it")
	default:
		said = append(said, fmt.Sprintf("woken to %s by %s, looked at every %d s", replicas(least), strings.Join(by, " or "), polling))
	}
	if len(not) > 0 {
		said = append(said, "not woken by "+strings.Join(not, ", ")+": measured only while there are pods")
	}
	return said
}

func replicas(n int) string {
	if n == 1 {
		return "1 replica"
	}
	return fmt.Sprintf("%d replicas", n)
}
