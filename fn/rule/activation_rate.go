package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/promql"
	"modelhost.dev/scale-modelhosts/fn/signal"
)

var activationRate = &Rule{
	ID:                "activation-rate",
	Severity:          finding.Warning,
	Layer:             Scaling,
	Scope:             Plans,
	NeedsCompletePlan: true,
	Summary:           "an activation of 1/s or more on a host at zero",
	Consequence:       "KEDA wakes the host only above the activation, so requests at a lower rate fail",
	Run:               checkActivationRate,
}

// checkActivationRate covers counts per second: KEDA wakes a host above its activation,
// and not at it.
func checkActivationRate(p *pass) {
	if !p.ScalesToZero() || p.modifiers().Formula != "" {
		return
	}
	high := func(path string, t keda.Trigger) {
		text := t.Metadata["activationThreshold"]
		if value, ok := amount(text); ok && value >= 1 {
			p.report(path+".metadata.activationThreshold", fmt.Sprintf("activationThreshold %q wakes the host only above %v per second", text, value),
				"use \"0\", so that any request wakes the host, or a value below 1")
		}
	}
	p.eachQuery(func(path string, t keda.Trigger, q promql.Query) {
		if q.HasCall("rate", "irate") {
			high(path, t)
		}
	})
	// The built-in signal computes a difference per second.
	for i, t := range p.Spec.Triggers {
		if p.TriggerOrigins[i].Signal == signal.RPS && p.TriggerOrigins[i].Builtin {
			high(triggerPath(i), t)
		}
	}
}
