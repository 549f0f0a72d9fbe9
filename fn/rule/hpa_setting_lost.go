package rule

import (
	"fmt"
	"reflect"
	"slices"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/hpa"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

var hpaSettingLost = &Rule{
	ID:                "hpa-setting-lost",
	Severity:          finding.Warning,
	Layer:             Annotations,
	Scope:             Hosts,
	NeedsCompletePlan: true,
	PredictsRemoval:   true,
	Summary:           "a setting of a stripped HPA that the plan lacks",
	Consequence:       "the host scales differently than before",
	Run:               onHosts(checkHPASettingLost),
}

// checkHPASettingLost compares the settings of a stripped HPA with those of the plan. Settings
// that the host's own annotations override are not reported.
func checkHPASettingLost(p *hostPass) {
	if p.host.HPAPolicy.V == config.Strip {
		for _, o := range p.Existing.HPAs {
			p.reportLost(o, "", hpa.Read(o))
		}
	}
	if record := p.Existing.AdoptionRecord(); record != "" && len(p.Existing.HPAs) == 0 && p.host.HPAPolicy.V != config.Adopt {
		// The policy no longer adopts the HPA that an earlier render adopted.
		p.reportLost(p.Existing.Previous, adoptedPath, hpa.FromRecord(record))
	}
}

// reportLost reports the settings of an HPA, read from a field of an object, that the plan does not have.
func (p *hostPass) reportLost(o *inventory.Object, within string, asked hpa.HPA) {
	least := asked.MinReplicas()
	p.reportLostCount(o, lostCount{within + "spec.minReplicas", "minReplicas", "min-replicas", "spec.minReplicaCount"}, &least, p.Spec.MinReplicaCount)
	p.reportLostCount(o, lostCount{within + "spec.maxReplicas", "maxReplicas", "max-replicas", "spec.maxReplicaCount"}, asked.Max, p.Spec.MaxReplicaCount)
	for _, m := range asked.Metrics {
		m.Path = within + m.Path
		p.reportLostMetric(o, m)
	}
	suggested := slices.Clone(p.Spec.Triggers)
	for _, m := range p.UnreplacedMetrics(asked) {
		m.Path = within + m.Path
		entry := m.SuggestedTrigger(suggested)
		suggested = append(suggested, keda.Trigger{Name: entry.Name})
		p.reportLostOther(o, m, entry)
	}
	p.reportLostBehavior(o, within+"spec.behavior", asked.Behavior)
	for _, issue := range asked.Problems {
		if !issue.Unknown {
			p.reportOn(o, within+issue.Path, removalSubject(o)+" loses a setting that cannot be read: "+issue.Message, "check what it did, and set the equivalent annotations on "+p.host.Host.Workload.Resource().String())
		}
	}
}

// lostCount is a replica count: its path and name in the HPA, its annotation, and its path in
// the ScaledObject.
type lostCount struct{ field, name, key, path string }

func (p *hostPass) reportLostCount(o *inventory.Object, c lostCount, asked, planned *int32) {
	if asked == nil || planned == nil || *asked == *planned || p.isExplicit(c.path) {
		return
	}
	p.reportOn(o, c.field, removalSubject(o)+fmt.Sprintf(" changes %s from %d to %d (%s)", c.name, *asked, *planned, p.Source(c.path)),
		fmt.Sprintf("to keep it, set %s: \"%d\" on %s", p.annotation(c.key), *asked, p.host.Host.Workload.Resource()))
}

func (p *hostPass) reportLostMetric(o *inventory.Object, m hpa.Metric) {
	if m.Resource == "" {
		return // reportLostOther reports it
	}
	if p.host.Host.Annotations.Settings.Signals[m.Resource].Target == config.Off {
		return // the author drops the metric
	}
	kept := fmt.Sprintf("to keep it, set %s: \"%s\" on %s", p.annotation(m.Resource), m.Value, p.host.Host.Workload.Resource())
	if m.Container != "" {
		kept = fmt.Sprintf("to keep it, add an entry to %s: {type: %s, metricType: %s, metadata: {value: \"%s\", containerName: %s}}",
			p.annotation("triggers"), m.Resource, m.MetricType, m.Value, m.Container)
	}
	var instead *keda.Trigger
	for i, t := range p.Spec.Triggers {
		if t.Type != m.Resource {
			continue
		}
		if p.isExplicit(triggerPath(i)) || t.MetricType == m.MetricType && t.Metadata["value"] == m.Value && t.Metadata["containerName"] == m.Container {
			return
		}
		instead = &t
	}
	if instead == nil {
		p.reportOn(o, m.Path, removalSubject(o)+fmt.Sprintf(" drops %s; nothing replaces it", m.Text), kept)
		return
	}
	p.reportOn(o, m.Path, removalSubject(o)+fmt.Sprintf(" changes the target from %s to %s (%s)", m.Text, targetText(*instead), p.sourceOf(instead.Type)), kept)
}

// reportLostOther reports a metric that KEDA has no trigger for, and suggests a trigger with a query.
func (p *hostPass) reportLostOther(o *inventory.Object, m hpa.Metric, entry hpa.TriggerEntry) {
	p.reportOn(o, m.Path, removalSubject(o)+fmt.Sprintf(" drops %s; nothing replaces it", m.Text),
		fmt.Sprintf("add an entry to %s on %s with an equivalent query: - %s", p.annotation("triggers"), p.host.Host.Workload.Resource(), encoding.Flow(entry)))
}

// removalSubject returns, as the subject of a sentence, what happens to an HPA of the package, or to one
// that an earlier render adopted.
func removalSubject(o *inventory.Object) string {
	if o.Kind == keda.KindScaledObject {
		return "no longer adopting the HPA"
	}
	return "removing this HPA"
}

func (p *hostPass) sourceOf(typ string) plan.Source {
	for i, t := range p.Spec.Triggers {
		if t.Type == typ {
			return p.Source(triggerPath(i))
		}
	}
	return plan.Source{Layer: plan.LayerBuiltin}
}

func (p *hostPass) reportLostBehavior(o *inventory.Object, field string, asked *keda.Behavior) {
	if asked == nil || p.isExplicit(behaviorPath) || p.behavior() != nil && reflect.DeepEqual(*asked, *p.behavior()) {
		return
	}
	hint := fmt.Sprintf("to keep it, set %s on %s", p.annotation("behavior"), p.host.Host.Workload.Resource())
	if p.behavior() == nil {
		p.reportOn(o, field, removalSubject(o)+" drops its scaling behavior", hint)
		return
	}
	p.reportOn(o, field, removalSubject(o)+fmt.Sprintf(" replaces its scaling behavior (%s)", p.Source(behaviorPath)), hint)
}
