package plan

import (
	"fmt"
	"maps"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

// addSignalEntry adds the trigger for an entry of triggers that names a signal.
func (r *resolver) addSignalEntry(entry config.Trigger, at Source) {
	isKEDA := entry.Type != "" || entry.MetricType != "" || len(entry.Metadata) > 0 || entry.AuthenticationRef != nil
	if isKEDA {
		r.add(RuleTrigger, at.Field, fmt.Sprintf("has both the signal %s and fields of a KEDA trigger", entry.Signal),
			"use either {signal, target, activation, window}, or a KEDA trigger")
		return
	}
	s := signalSetting{
		target:     Value[config.Amount]{entry.Target, at},
		activation: Value[config.Amount]{entry.Activation, at},
		window:     Value[*config.Seconds]{entry.Window, at},
	}
	before := len(r.plan.Spec.Triggers)
	r.addSignal(entry.Signal, s, entry.Authentication)
	if len(r.plan.Spec.Triggers) > before {
		t := &r.plan.Spec.Triggers[before]
		t.UseCachedMetrics = entry.UseCachedMetrics
		if entry.Name != "" {
			t.Name = entry.Name
		}
	}
}

// addEntry adds the trigger for an entry of triggers in KEDA's terms.
func (r *resolver) addEntry(entry config.Trigger, at Source) {
	t := entry.Trigger
	if t.Type == "" {
		r.add(RuleTrigger, at.Field, "has neither a signal nor a type", "use {signal: gpu, target: 70}, or a KEDA trigger with type and metadata")
		return
	}
	if entry.Target != "" || entry.Activation != "" || entry.Window != nil {
		r.add(RuleTrigger, at.Field, fmt.Sprintf("target, activation and window are for signals, not for KEDA's %s trigger", t.Type),
			"put the values in metadata")
		return
	}
	t.Metadata = maps.Clone(t.Metadata)
	r.fillAll(t.Metadata, at)
	if t.Type == keda.TriggerPrometheus && t.Metadata["serverAddress"] == "" {
		if t.Metadata == nil {
			t.Metadata = keda.Metadata{}
		}
		t.Metadata["serverAddress"] = r.Config.Prometheus.ServerAddress
	}
	r.authenticate(&t, entry.Authentication, at)
	r.addTrigger(t, TriggerOrigin{Source: at})
}
