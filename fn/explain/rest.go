package explain

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

// atRest says when a workload goes to zero and what wakes it.
func atRest(p *plan.Plan, byFallback bool) []string {
	// Nothing else holds while it is paused.
	if count, set := p.Annotations[keda.AnnotationPausedReplicas]; set {
		return []string{fmt.Sprintf("paused at %s: no trigger changes that", counted(count))}
	}
	if isOn(p, keda.AnnotationPaused) {
		return []string{"paused: no trigger changes the count"}
	}
	var said []string
	if isOn(p, keda.AnnotationPausedScaleIn) {
		said = append(said, "scaling in is paused: it goes no lower than it is")
	}
	if isOn(p, keda.AnnotationPausedScaleOut) {
		said = append(said, "scaling out is paused: it goes no higher than it is")
	}
	least := kedaMin
	if p.Spec.MinReplicaCount != nil {
		least = int(*p.Spec.MinReplicaCount)
	}
	switch {
	case !p.ScalesToZero():
		return append(said, "never at zero: "+replicas(least)+" at least")
	case isOn(p, keda.AnnotationForceActivation):
		said = append(said, "activation is forced: it does not go to zero")
	case !isOn(p, keda.AnnotationPausedScaleIn):
		said = append(said, goes(p))
	}
	if isOn(p, keda.AnnotationPausedScaleOut) {
		return said
	}
	woken := wakes(p, max(least, 1))
	if byFallback {
		woken = slices.DeleteFunc(woken, func(words string) bool { return words == nothingWakes })
		woken = append(woken, fallbackWakes(p, max(least, 1)))
	}
	return append(said, woken...)
}

const nothingWakes = "nothing wakes it"

// fallbackWakes says that a trigger which fails at zero wakes a workload.
func fallbackWakes(p *plan.Plan, least int) string {
	polling, failures := kedaPolling, 1
	if p.Spec.PollingInterval != nil {
		polling = int(*p.Spec.PollingInterval)
	}
	if f := p.Spec.Fallback; f != nil && f.FailureThreshold != nil {
		failures += int(*f.FailureThreshold)
	}
	return fmt.Sprintf("woken to %s by the fallback after %d polls that fail without pods (%d s), each time it goes to zero", replicas(least), failures, failures*polling)
}

// goes says when a workload goes to zero.
func goes(p *plan.Plan) string {
	cooldown := kedaCooldown
	if p.Spec.CooldownPeriod != nil {
		cooldown = int(*p.Spec.CooldownPeriod)
	}
	words := fmt.Sprintf("goes to zero when no trigger has been active for %d s", cooldown)
	if initial := p.Spec.InitialCooldownPeriod; initial != nil {
		words += fmt.Sprintf(", the first time %d s after it was created at the earliest", *initial)
	}
	return words
}

// isOn says whether one of KEDA's annotations is true, for which it takes whatever it
// cannot read.
func isOn(p *plan.Plan, name string) bool {
	value, set := p.Annotations[name]
	on, err := strconv.ParseBool(value)
	return set && (on || err != nil)
}

// wakes says what can bring a workload back from zero.
func wakes(p *plan.Plan, least int) []string {
	polling := kedaPolling
	if p.Spec.PollingInterval != nil {
		polling = int(*p.Spec.PollingInterval)
	}
	var by, pushed, not []string
	for i, t := range p.Spec.Triggers {
		origin := originOf(p, i)
		name := nameOf(t, origin)
		switch {
		case t.Type == "":
		case keda.IsResourceTrigger(t.Type):
			not = append(not, name)
		case origin.Signal != "" && !origin.Definition.OutsidePod:
			not = append(not, name)
		case config.KindOfSignal(origin.Signal) == config.SignalOfHTTP:
			pushed = append(pushed, name+" with the first request, at once")
		case t.Type == keda.TriggerCron:
			by = append(by, name+" when its time begins")
		default:
			words := name + " when it is active"
			if above, known := inputOf(t).Activation(); known {
				words = name + " above " + above
			}
			by = append(by, words)
		}
	}
	var said []string
	switch {
	case p.Spec.Advanced != nil && p.Spec.Advanced.ScalingModifiers != nil && p.Spec.Advanced.ScalingModifiers.Formula != "":
		m := p.Spec.Advanced.ScalingModifiers
		return []string{fmt.Sprintf("woken to %s by the formula above %s, looked at every %d s", replicas(least), cmp.Or(m.ActivationTarget, "0"), polling)}
	case len(by)+len(pushed) == 0:
		said = append(said, nothingWakes)
	default:
		if len(by) > 0 {
			pushed = append(pushed, fmt.Sprintf("%s, looked at every %d s", strings.Join(grouped(by), " or "), polling))
		}
		said = append(said, fmt.Sprintf("woken to %s by %s", replicas(least), strings.Join(pushed, ", or ")))
	}
	if len(not) > 0 {
		said = append(said, "not woken by "+strings.Join(grouped(not), ", ")+": measured only while there are pods")
	}
	return said
}

// grouped says what is alike once, with its number.
func grouped(all []string) []string {
	times := map[string]int{}
	for _, words := range all {
		times[words]++
	}
	var once []string
	for _, words := range all {
		switch n := times[words]; {
		case n == 1:
			once = append(once, words)
		case n > 1:
			once = append(once, fmt.Sprintf("%s (%d triggers)", words, n))
		}
		delete(times, words)
	}
	return once
}

// counted are replicas whose number is a text.
func counted(text string) string {
	n, err := strconv.Atoi(text)
	if err != nil {
		return text + " replicas"
	}
	return replicas(n)
}

func replicas(n int) string {
	if n == 1 {
		return "1 replica"
	}
	return fmt.Sprintf("%d replicas", n)
}
