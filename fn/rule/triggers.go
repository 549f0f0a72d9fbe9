package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/signal"
)

func triggerNames(s *pass) {
	seen := map[string]int{}
	for i, t := range s.Spec.Triggers {
		if t.Name == "" {
			continue
		}
		if first, twice := seen[t.Name]; twice {
			s.report(triggerPath(i), fmt.Sprintf("the name %q is also that of another trigger (%s)", t.Name, s.Source(triggerPath(first))), "give one of them another name")
			continue
		}
		seen[t.Name] = i
	}
}

func cachedMetrics(s *pass) {
	for i, t := range s.Spec.Triggers {
		if t.UseCachedMetrics != nil && *t.UseCachedMetrics && (signal.IsResource(t.Type) || t.Type == keda.TriggerCron) {
			s.report(triggerPath(i), "useCachedMetrics does not go with the "+t.Type+" trigger", "remove it")
		}
	}
}

func metricType(s *pass) {
	for i, t := range s.Spec.Triggers {
		if signal.IsResource(t.Type) {
			continue
		}
		switch t.MetricType {
		case "", keda.MetricTypeValue, keda.MetricTypeAverageValue:
		default:
			s.report(triggerPath(i), fmt.Sprintf("metricType %q does not go with the %s trigger", t.MetricType, t.Type), "write Value or AverageValue, or leave it out")
		}
	}
}
