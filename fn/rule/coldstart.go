package rule

import (
	"fmt"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/exporter"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/promql"
	"modelhost.dev/scale-modelhosts/fn/scaler"
	"modelhost.dev/scale-modelhosts/fn/signal"
)

// cooldownColdStart holds the cool-downs against what a pod may take to load its model.
func cooldownColdStart(s *pass) {
	if !s.Sleeps() || s.onlyQueues() {
		return
	}
	cold := s.ColdStart
	periods := []struct {
		name, key string
		value     *int32
		without   int32
	}{
		{"cooldownPeriod", "cooldown-period", s.Spec.CooldownPeriod, keda.DefaultCooldownPeriod},
		{"initialCooldownPeriod", "initial-cooldown-period", s.Spec.InitialCooldownPeriod, 0},
	}
	for _, p := range periods {
		seconds := p.without
		if p.value != nil {
			seconds = *p.value
		}
		if int64(seconds) < cold {
			s.report("spec."+p.name, fmt.Sprintf("%s is %ds, but %s the model %ds to load", p.name, seconds, s.whoGives(), cold),
				s.hintSet(p.key, fmt.Sprintf("%ds", cold), "spec."+p.name, cold)+", or more")
		}
	}
}

// onlyQueues reports whether all that can wake the host stays active until a pod has
// dealt with it, so that no cool-down begins while the model loads.
func (s *pass) onlyQueues() bool {
	waiting := false
	for i, t := range s.Spec.Triggers {
		switch {
		case signal.IsResource(t.Type) || s.presence(i, t) == inside:
		case !s.isQueue(t):
			return false
		default:
			waiting = true
		}
	}
	return waiting
}

// isQueue reports whether what a trigger measures waits for a pod.
func (s *pass) isQueue(t keda.Trigger) bool {
	if placeholder.In(t.Metadata["mode"]) || placeholder.In(t.Metadata["query"]) {
		return true // It may be one.
	}
	if t.Type != keda.TriggerPrometheus {
		return scaler.Waits(t.Type, t.Metadata)
	}
	q, err := s.query(t.Metadata["query"])
	if err != nil || q.HasCall("rate", "irate", "increase", "delta", "deriv") {
		return false
	}
	return len(q.Selectors()) > 0 && !slices.ContainsFunc(q.Selectors(), func(selector promql.Selector) bool {
		e, _ := exporter.ForMetric(selector.Metric)
		return !e.Queue
	})
}

// whoGives is what says how long a model may take.
func (s *pass) whoGives() string {
	source := s.Source("coldStart")
	if s.isHandWritten() || source.Field == "" {
		return "the startup probe gives"
	}
	return strings.TrimSuffix(strings.TrimPrefix(source.Field, "metadata.annotations["), "]") + " gives"
}
