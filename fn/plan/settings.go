package plan

import (
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/hpa"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

// settings are all layers in one: what holds for the host, and who said so.
type settings struct {
	min, max Value[int32]
	idle     Value[*int32]
	polling  Value[*config.Seconds]
	cooldown Value[*config.Seconds]
	initial  Value[*config.Seconds]
	signals  map[string]signalSetting
	// metrics are those of an adopted HPA, as far as they are resources'.
	metrics  []Value[hpa.Metric]
	triggers Value[[]config.Trigger]
	// entries are the places of the triggers that count.
	entries        []int
	httpHosts      Value[[]string]
	httpPaths      Value[[]string]
	httpPort       Value[*config.Port]
	coldStart      Value[*config.Seconds]
	schedule       Value[config.Schedule]
	behavior       Value[*keda.Behavior]
	fallback       Value[*keda.Fallback]
	authentication Value[string]
	// raw are merged in this order, the last one last.
	raw []Value[*yaml.Node]
}

type signalSetting struct {
	target, activation Value[config.Amount]
	window             Value[*config.Seconds]
}

// merge lays the layers over each other, the last one on top.
func merge(all []layer) settings {
	s := settings{signals: map[string]signalSetting{}}
	for _, l := range all {
		s.lay(l)
	}
	for name, signal := range s.signals {
		if signal.target.V == config.Off {
			delete(s.signals, name)
		}
	}
	s.settleEntries()
	return s
}

func (s *settings) lay(l layer) {
	given := l.settings
	if given.MinReplicas != nil {
		s.min = Value[int32]{*given.MinReplicas, l.source("minReplicas")}
	}
	if given.MaxReplicas != nil {
		s.max = Value[int32]{*given.MaxReplicas, l.source("maxReplicas")}
	}
	over(&s.idle, given.IdleReplicas, l, "idleReplicas")
	over(&s.polling, given.PollingInterval, l, "pollingInterval")
	over(&s.cooldown, given.CooldownPeriod, l, "cooldownPeriod")
	over(&s.initial, given.InitialCooldownPeriod, l, "initialCooldownPeriod")
	s.layHTTP(l)
	over(&s.coldStart, given.ColdStart, l, "coldStart")
	over(&s.behavior, given.Behavior, l, "behavior")
	over(&s.fallback, given.Fallback, l, "fallback")
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
		s.raw = append(s.raw, Value[*yaml.Node]{given.ScaledObject, l.source("scaledObject")})
	}
	if l.replaces {
		// What an HPA does not say is Kubernetes' default, and no layer's underneath.
		s.idle, s.behavior = Value[*int32]{}, Value[*keda.Behavior]{}
		over(&s.behavior, given.Behavior, l, "behavior")
	}
	s.layMetrics(l.metrics)
	for name, signal := range given.Signals {
		s.signals[name] = s.signals[name].under(signal, l, "signals."+name)
		s.dropMetrics(measured{resource: name})
	}
}

// layHTTP lays down which requests count.
func (s *settings) layHTTP(l layer) {
	if hosts := l.settings.HTTPHosts; hosts != nil {
		s.httpHosts = Value[[]string]{hosts, l.source("httpHosts")}
	}
	if paths := l.settings.HTTPPaths; paths != nil {
		s.httpPaths = Value[[]string]{paths, l.source("httpPaths")}
	}
	over(&s.httpPort, l.settings.HTTPPort, l, "httpPort")
}

// under puts a layer's setting of a signal over what is there.
func (s signalSetting) under(given config.SignalSetting, l layer, field string) signalSetting {
	if given.Target != "" {
		s.target = Value[config.Amount]{given.Target, l.source(field + ".target")}
	}
	if given.Activation != "" {
		s.activation = Value[config.Amount]{given.Activation, l.source(field + ".activation")}
	}
	over(&s.window, given.Window, l, field+".window")
	return s
}

func over[T any](value *Value[*T], given *T, l layer, field string) {
	if given != nil {
		*value = Value[*T]{given, l.source(field)}
	}
}
