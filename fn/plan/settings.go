package plan

import (
	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/hpa"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

// settings are the result of merging all layers. Each value has its source.
type settings struct {
	min, max Value[int32]
	idle     Value[*int32]
	polling  Value[*config.Seconds]
	cooldown Value[*config.Seconds]
	initial  Value[*config.Seconds]
	signals  map[string]signalSetting
	// metrics are the adopted HPA's metrics for cpu and memory.
	metrics  []Value[hpa.Metric]
	triggers Value[[]config.Trigger]
	// entries are the indexes of the triggers that are used.
	entries        []int
	httpHosts      Value[[]string]
	httpPaths      Value[[]string]
	httpPort       Value[*config.Port]
	coldStart      Value[*config.Seconds]
	schedule       Value[config.Schedule]
	behavior       Value[*keda.Behavior]
	fallback       Value[*keda.Fallback]
	authentication Value[string]
	// patches are applied to the ScaledObject's spec in this order.
	patches []patch
}

type signalSetting struct {
	target, activation Value[config.Amount]
	window             Value[*config.Seconds]
}

// merge merges the layers; later ones override earlier ones.
func merge(all []layer) settings {
	s := settings{signals: map[string]signalSetting{}}
	for _, l := range all {
		s.apply(l)
	}
	for name, signal := range s.signals {
		if signal.target.V == config.Off {
			delete(s.signals, name)
		}
	}
	s.dropDuplicateResources()
	return s
}

// apply overrides the settings with those of a layer.
func (s *settings) apply(l layer) {
	given := l.settings
	if given.MinReplicas != nil {
		s.min = Value[int32]{*given.MinReplicas, l.source("minReplicas")}
	}
	if given.MaxReplicas != nil {
		s.max = Value[int32]{*given.MaxReplicas, l.source("maxReplicas")}
	}
	setIf(&s.idle, given.IdleReplicas, l, "idleReplicas")
	setIf(&s.polling, given.PollingInterval, l, "pollingInterval")
	setIf(&s.cooldown, given.CooldownPeriod, l, "cooldownPeriod")
	setIf(&s.initial, given.InitialCooldownPeriod, l, "initialCooldownPeriod")
	s.applyHTTP(l)
	setIf(&s.coldStart, given.ColdStart, l, "coldStart")
	setIf(&s.behavior, given.Behavior, l, "behavior")
	setIf(&s.fallback, given.Fallback, l, "fallback")
	if given.Authentication != "" {
		s.authentication = Value[string]{given.Authentication, l.source("authentication")}
	}
	if given.Triggers != nil {
		s.triggers = Value[[]config.Trigger]{given.Triggers, l.source("triggers")}
	}
	if given.Schedule != nil {
		s.schedule = Value[config.Schedule]{given.Schedule, l.source("schedule")}
	}
	if given.ScaledObject != nil {
		s.patches = append(s.patches, patch{given.ScaledObject, l.source("scaledObject")})
	}
	if l.replaces {
		// Fields that an HPA does not set have Kubernetes' defaults, and not a lower layer's
		// values.
		s.idle, s.behavior = Value[*int32]{}, Value[*keda.Behavior]{}
		setIf(&s.behavior, given.Behavior, l, "behavior")
	}
	s.applyMetrics(l.metrics)
	for name, signal := range given.Signals {
		s.signals[name] = s.signals[name].merge(signal, l, "signals."+name)
		s.dropMetrics(resourceKey{name: name})
	}
}

// applyHTTP overrides which requests count.
func (s *settings) applyHTTP(l layer) {
	if hosts := l.settings.HTTPHosts; hosts != nil {
		s.httpHosts = Value[[]string]{hosts, l.source("httpHosts")}
	}
	if paths := l.settings.HTTPPaths; paths != nil {
		s.httpPaths = Value[[]string]{paths, l.source("httpPaths")}
	}
	setIf(&s.httpPort, l.settings.HTTPPort, l, "httpPort")
}

// merge returns the setting with the fields of a layer.
func (s signalSetting) merge(given config.SignalSetting, l layer, field string) signalSetting {
	if given.Target != "" {
		s.target = Value[config.Amount]{given.Target, l.source(field + ".target")}
	}
	if given.Activation != "" {
		s.activation = Value[config.Amount]{given.Activation, l.source(field + ".activation")}
	}
	setIf(&s.window, given.Window, l, field+".window")
	return s
}

// setIf sets a value if a layer has it.
func setIf[T any](value *Value[*T], given *T, l layer, field string) {
	if given != nil {
		*value = Value[*T]{given, l.source(field)}
	}
}
