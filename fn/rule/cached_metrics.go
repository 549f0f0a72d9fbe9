package rule

import (
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

var cachedMetrics = &Rule{
	ID:           "cached-metrics",
	Severity:     finding.Error,
	Layer:        Admission,
	Scope:        Plans,
	ReadsTrigger: []string{"type", "useCachedMetrics"},
	Summary:      "useCachedMetrics on a cpu, memory or cron trigger",
	Consequence:  "KEDA's webhook rejects it",
	Run:          checkCachedMetrics,
}

func checkCachedMetrics(p *pass) {
	for i, t := range p.Spec.Triggers {
		if t.UseCachedMetrics != nil && *t.UseCachedMetrics && (keda.IsResourceTrigger(t.Type) || t.Type == keda.TriggerCron) {
			p.report(triggerPath(i), "the "+t.Type+" trigger does not support useCachedMetrics", "remove it")
		}
	}
}
