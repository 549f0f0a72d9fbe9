package explain

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/plan"
	"modelhost.dev/scale-modelhosts/fn/wake"
)

// idleBehaviour describes when a workload scales to zero and what scales it up again.
func idleBehaviour(p *plan.Plan, a *wake.Analysis) []string {
	// Nothing else applies while it is paused.
	if count, set := p.Annotations[keda.AnnotationPausedReplicas]; set {
		return []string{fmt.Sprintf("paused at %s: no trigger changes the replica count", countText(count))}
	}
	if annotationTrue(p, keda.AnnotationPaused) {
		return []string{"paused: no trigger changes the replica count"}
	}
	var lines []string
	if annotationTrue(p, keda.AnnotationPausedScaleIn) {
		lines = append(lines, "scale-in is paused: the replica count does not decrease")
	}
	if annotationTrue(p, keda.AnnotationPausedScaleOut) {
		lines = append(lines, "scale-out is paused: the replica count does not increase")
	}
	least := valueOr(p.Spec.MinReplicaCount, keda.DefaultMinReplicaCount)
	switch {
	case !p.ScalesToZero():
		return append(lines, "never scales below "+replicaText(least))
	case annotationTrue(p, keda.AnnotationForceActivation):
		lines = append(lines, "never scales to zero: activation is forced")
	case !annotationTrue(p, keda.AnnotationPausedScaleIn):
		lines = append(lines, scaleDownText(p))
	}
	if annotationTrue(p, keda.AnnotationPausedScaleOut) {
		return lines
	}
	return append(lines, wakeTexts(p, a, max(least, 1))...)
}

// valueOr returns a number, or KEDA's default if it is absent.
func valueOr(n *int32, otherwise int) int {
	if n == nil {
		return otherwise
	}
	return int(*n)
}

// scaleDownText describes when a workload scales to zero.
func scaleDownText(p *plan.Plan) string {
	text := fmt.Sprintf("scales to zero after %ds without an active trigger", valueOr(p.Spec.CooldownPeriod, keda.DefaultCooldownPeriod))
	if initial := p.Spec.InitialCooldownPeriod; initial != nil {
		text += fmt.Sprintf(", but not within %ds of the ScaledObject's creation", *initial)
	}
	return text
}

// annotationTrue reports whether one of KEDA's annotations is true. KEDA takes a value that
// it cannot read for true.
func annotationTrue(p *plan.Plan, name string) bool {
	value, set := p.Annotations[name]
	on, err := strconv.ParseBool(value)
	return set && (on || err != nil)
}

// wakeTexts describes what can scale a workload up from zero, to at least some replicas.
func wakeTexts(p *plan.Plan, a *wake.Analysis, least int) []string {
	w := a.Wakers()
	to := "scales to " + replicaText(least)
	polled := fmt.Sprintf(" (polled every %ds)", valueOr(p.Spec.PollingInterval, keda.DefaultPollingInterval))
	var lines []string
	if m := a.Modifiers(); m.Formula != "" {
		lines = append(lines, formulaWakeText(w, m, to, polled))
	} else {
		lines = triggerWakeTexts(p, w, to, polled)
	}
	if len(w.Fallback) > 0 {
		polls := a.FailedPolls()
		lines = append(lines, fmt.Sprintf("%s through the fallback each time it is at zero, after %d failed polls (%ds)",
			to, polls, polls*valueOr(p.Spec.PollingInterval, keda.DefaultPollingInterval)))
	}
	if len(lines) == 0 {
		lines = append(lines, "nothing scales it up from zero")
	}
	if a.Modifiers().Formula == "" {
		lines = append(lines, notWakingTexts(p, w)...)
	}
	return lines
}

// formulaWakeText describes when a formula scales a workload up. A formula whose metrics exist
// only with pods does not, unless it yields a number without them.
func formulaWakeText(w wake.Wakers, m keda.ScalingModifiers, to, polled string) string {
	above := fmt.Sprintf("the formula > %s%s", cmp.Or(m.ActivationTarget, "0"), polled)
	if len(w.Yes) == 0 {
		return "may " + strings.Replace(to, "scales", "scale", 1) + " when " + above + ", if the formula has a value without pods"
	}
	return to + " when " + above
}

// triggerWakeTexts describes which triggers scale a workload up, and which may.
func triggerWakeTexts(p *plan.Plan, w wake.Wakers, to, polled string) []string {
	var lines, polledBy, pushedBy []string
	for _, i := range w.Yes {
		switch t, origin := p.Spec.Triggers[i], originOf(p, i); {
		case measureOf(t).OnlyWithPods:
		case config.KindOfSignal(origin.Signal) == config.SignalOfHTTP:
			pushedBy = append(pushedBy, nameOf(t, origin))
		default:
			polledBy = append(polledBy, activationText(t, origin))
		}
	}
	if len(pushedBy) > 0 {
		lines = append(lines, to+" at the first request ("+strings.Join(countRepeated(pushedBy), ", ")+")")
	}
	if len(polledBy) > 0 {
		lines = append(lines, to+" when "+strings.Join(countRepeated(polledBy), " or ")+polled)
	}
	var perhaps []string
	for _, i := range w.Unknown {
		if p.Spec.Triggers[i].Type == "" {
			continue
		}
		perhaps = append(perhaps, activationText(p.Spec.Triggers[i], originOf(p, i)))
	}
	if len(perhaps) > 0 {
		lines = append(lines, "may "+strings.Replace(to, "scales", "scale", 1)+" when "+strings.Join(countRepeated(perhaps), " or ")+polled+", if it is measured without pods")
	}
	return lines
}

// activationText describes when a trigger is active.
func activationText(t keda.Trigger, o plan.TriggerOrigin) string {
	name := nameOf(t, o)
	if t.Type == keda.TriggerCron {
		return name + "'s period starts"
	}
	if above, known := inputOf(t).Activation(); known {
		return name + " > " + above
	}
	return name + " is active"
}

// notWakingTexts describes which triggers do not scale a workload up from zero.
func notWakingTexts(p *plan.Plan, w wake.Wakers) []string {
	var measured, pending, lines []string
	for _, i := range w.No {
		measured = append(measured, nameOf(p.Spec.Triggers[i], originOf(p, i)))
	}
	for _, i := range w.Yes {
		if t := p.Spec.Triggers[i]; measureOf(t).OnlyWithPods {
			pending = append(pending, nameOf(t, originOf(p, i)))
		}
	}
	if len(measured) > 0 {
		lines = append(lines, strings.Join(countRepeated(measured), ", ")+" cannot scale it up from zero: measured only while pods exist")
	}
	if len(pending) > 0 {
		lines = append(lines, strings.Join(countRepeated(pending), ", ")+" cannot scale it up from zero: counts only what pods have already read")
	}
	return lines
}

// countRepeated returns each text once, with the number of triggers that have it.
func countRepeated(texts []string) []string {
	times := map[string]int{}
	for _, text := range texts {
		times[text]++
	}
	var once []string
	for _, text := range texts {
		switch n := times[text]; {
		case n == 1:
			once = append(once, text)
		case n > 1:
			once = append(once, fmt.Sprintf("%s (%d triggers)", text, n))
		}
		delete(times, text)
	}
	return once
}

// countText returns a number of replicas that is a string.
func countText(text string) string {
	n, err := strconv.Atoi(text)
	if err != nil {
		return text + " replicas"
	}
	return replicaText(n)
}

func replicaText(n int) string {
	if n == 1 {
		return "1 replica"
	}
	return fmt.Sprintf("%d replicas", n)
}
