package importer

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/host"
	"modelhost.dev/scale-modelhosts/fn/hpa"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// importHPA proposes what an HPA asks for. The HPA may stay where it is: a run strips it,
// and the ScaledObject takes its name over.
func (p *importer) importHPA(h host.Host, o *inventory.Object) {
	asked := hpa.Read(o)
	for _, problem := range asked.Problems {
		if !problem.Unknown {
			p.add(RuleRefused, o, problem.Path, "the HPA cannot be read: "+problem.Message, cmp.Or(problem.Hint, "correct it first"))
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

// metricTriggers are the triggers of the metrics that are resources', with entries to start
// from for the others.
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
		p.add(RulePartial, o, m.Path, fmt.Sprintf("the entry of triggers in place of %s is a guess", m.Text), "see that its query gives what the metric gave")
	}
	return triggers
}
