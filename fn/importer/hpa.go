package importer

import (
	"cmp"
	"fmt"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/host"
	"modelhost.dev/scale-modelhosts/fn/hpa"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

// importHPA imports an HPA. The HPA can stay in the package: the function strips it, and the
// ScaledObject takes over its name.
func (p *importer) importHPA(h host.Host, o *inventory.Object) {
	asked := hpa.Read(o)
	for _, problem := range asked.Problems {
		if !problem.Unknown {
			p.add(RuleRejected, o, problem.Path, "cannot import this HPA: "+problem.Message, cmp.Or(problem.Hint, "fix it first"))
		}
	}
	if !asked.IsReadable() {
		return
	}
	a := p.newAnnotations(h)
	a.setCount("min-replicas", asked.MinReplicas())
	a.setCount("max-replicas", *asked.Max)
	a.setTriggers(p.metricTriggers(asked, o, a))
	a.disableDefaults(p.cfg.Defaults)
	if asked.Behavior != nil {
		a.set("behavior", encoding.Lines(*asked.Behavior))
	}
	if cmp.Or(h.Annotations.HPAPolicy, p.cfg.HPAPolicy) == config.Refuse {
		a.set("hpa-policy", config.Strip)
	}
	if rest := p.unsetDefaults(keda.ScaledObjectSpec{Advanced: &keda.Advanced{HorizontalPodAutoscalerConfig: &keda.HPAConfig{Behavior: asked.Behavior}}}); len(rest) > 0 {
		a.set("scaled-object", encoding.Lines(rest))
	}
	p.warnOfDefaults(o)
	p.finish(h, o, a)
}

// metricTriggers returns triggers for the resource metrics, and adds an entry to adapt for each
// other metric.
func (p *importer) metricTriggers(asked hpa.HPA, o *inventory.Object, a *annotations) []keda.Trigger {
	var triggers, named []keda.Trigger
	for _, m := range asked.Metrics {
		if m.Resource != "" {
			triggers = append(triggers, m.Trigger())
			continue
		}
		entry := m.SuggestedTrigger(named)
		named = append(named, keda.Trigger{Name: entry.Name})
		a.entries = append(a.entries, entry)
		p.add(RulePartial, o, m.Path, fmt.Sprintf("the imported trigger for %s is a guess", m.Text), "check that its query returns what the metric did")
	}
	return triggers
}
