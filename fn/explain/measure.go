package explain

import (
	"strings"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/redact"
	"modelhost.dev/scale-modelhosts/fn/scaler"
)

// inputOf returns what a trigger says to its scaler.
func inputOf(t keda.Trigger) scaler.Input {
	return scaler.Input{Type: t.Type, Metadata: t.Metadata, MetricType: t.MetricType}
}

// measureOf returns what a trigger measures.
func measureOf(t keda.Trigger) scaler.Measure {
	m, _ := inputOf(t).Measure()
	return m
}

// parameterText returns the value of a parameter as it is shown.
func parameterText(name, value string) string {
	value = oneLine(value)
	if strings.HasSuffix(name, "URL") {
		return redact.LastPart(value)
	}
	return value
}

// targetOf returns the value with which the HPA compares what a trigger measures, and a
// note if that is KEDA's default.
func targetOf(t keda.Trigger) (value, note string) {
	targets := inputOf(t).Targets()
	switch len(targets) {
	case 0:
		return "its target", ""
	case 1:
		if targets[0].Default {
			note = ", KEDA's default"
		}
		return targets[0].Value, note
	}
	var values []string
	for _, target := range targets {
		values = append(values, target.Value+" ("+target.Name+")")
	}
	return strings.Join(values, " or "), ""
}
