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
	Summary:           "a setting of a stripped HPA that the plan lacks",
	Consequence:       "the host scales differently than before",
	Run:               onHosts(checkHPASettingLost),
}

// checkHPASettingLost compares what the HPA asked for with what this host was given by
// settings that are not its own: what its annotations say is meant.
func checkHPASettingLost(p *hostPass) {
	if p.host.HPAPolicy.V == config.Strip {
		for _, o := range p.Existing.HPAs {
			p.lost(o, "", hpa.Read(o))
		}
	}
	if record := p.Existing.AdoptionRecord(); record != "" && len(p.Existing.HPAs) == 0 && p.host.HPAPolicy.V != config.Adopt {
		// What an earlier run has adopted goes with the policy.
		p.lost(p.Existing.Previous, adoptedPath, hpa.FromRecord(record))
	}
}

// lost compares with what an HPA asked for that stands within a field of an object.
func (p *hostPass) lost(o *inventory.Object, within string, asked hpa.HPA) {
	least := asked.MinReplicas()
	p.lostCount(o, lostCount{within + "spec.minReplicas", "minimum", "min-replicas", "spec.minReplicaCount"}, &least, p.Spec.MinReplicaCount)
	p.lostCount(o, lostCount{within + "spec.maxReplicas", "maximum", "max-replicas", "spec.maxReplicaCount"}, asked.Max, p.Spec.MaxReplicaCount)
	for _, m := range asked.Metrics {
		m.Path = within + m.Path
		p.lostMetric(o, m)
	}
	suggested := slices.Clone(p.Spec.Triggers)
	for _, m := range p.UnreplacedMetrics(asked) {
		m.Path = within + m.Path
		entry := m.SuggestedTrigger(suggested)
		suggested = append(suggested, keda.Trigger{Name: entry.Name})
		p.lostOther(o, m, entry)
	}
	p.lostBehavior(o, within+"spec.behavior", asked.Behavior)
	for _, issue := range asked.Problems {
		if !issue.Unknown {
			p.reportOn(o, within+issue.Path, gone(o)+", and cannot be read: "+issue.Message, "see what it was to do, and say it with annotations on "+p.host.Host.Workload.Resource().String())
		}
	}
}

// lostCount is a replica count: its field in the HPA, in words, its annotation and
// its path in the ScaledObject.
type lostCount struct{ field, words, key, path string }

func (p *hostPass) lostCount(o *inventory.Object, c lostCount, asked, planned *int32) {
	if asked == nil || planned == nil || *asked == *planned || p.meant(c.path) {
		return
	}
	p.reportOn(o, c.field, gone(o)+fmt.Sprintf(": it asked for a %s of %d, the plan has %d (%s)", c.words, *asked, *planned, p.Source(c.path)),
		fmt.Sprintf("keep it with %s: \"%d\" on %s", p.annotation(c.key), *asked, p.host.Host.Workload.Resource()))
}

func (p *hostPass) lostMetric(o *inventory.Object, m hpa.Metric) {
	if m.Resource == "" {
		return // one of those that are looked at together
	}
	kept := fmt.Sprintf("keep it with %s: \"%s\" on %s", p.annotation(m.Resource), m.Value, p.host.Host.Workload.Resource())
	if m.Container != "" {
		kept = fmt.Sprintf("keep it with an entry of %s: {type: %s, metricType: %s, metadata: {value: \"%s\", containerName: %s}}",
			p.annotation("triggers"), m.Resource, m.MetricType, m.Value, m.Container)
	}
	var instead *keda.Trigger
	for i, t := range p.Spec.Triggers {
		if t.Type != m.Resource {
			continue
		}
		if p.meant(triggerPath(i)) || t.MetricType == m.MetricType && t.Metadata["value"] == m.Value && t.Metadata["containerName"] == m.Container {
			return
		}
		instead = &t
	}
	if instead == nil {
		p.reportOn(o, m.Path, gone(o)+fmt.Sprintf(", and nothing replaces %s", m.Text), kept)
		return
	}
	p.reportOn(o, m.Path, gone(o)+fmt.Sprintf(": it asked for %s, the plan has %s (%s)", m.Text, inWords(*instead), p.sourceOf(instead.Type)), kept)
}

// lostOther reports a metric that KEDA has no equivalent for, with the trigger that an adopted
// HPA would need.
func (p *hostPass) lostOther(o *inventory.Object, m hpa.Metric, entry hpa.TriggerEntry) {
	p.reportOn(o, m.Path, gone(o)+fmt.Sprintf(", and nothing replaces %s", m.Text),
		fmt.Sprintf("add an entry to %s on %s, with a query that gives what it gave: - %s", p.annotation("triggers"), p.host.Host.Workload.Resource(), encoding.Flow(entry)))
}

// gone returns what happens to an HPA of the package, or to one that an earlier render adopted.
func gone(o *inventory.Object) string {
	if o.Kind == keda.KindScaledObject {
		return "the HPA is given up"
	}
	return "the HPA is stripped"
}

func (p *hostPass) sourceOf(typ string) plan.Source {
	for i, t := range p.Spec.Triggers {
		if t.Type == typ {
			return p.Source(triggerPath(i))
		}
	}
	return plan.Source{Layer: plan.LayerBuiltin}
}

func (p *hostPass) lostBehavior(o *inventory.Object, field string, asked *keda.Behavior) {
	if asked == nil || p.meant(behaviorPath) || p.behavior() != nil && reflect.DeepEqual(*asked, *p.behavior()) {
		return
	}
	hint := fmt.Sprintf("keep it with %s on %s", p.annotation("behavior"), p.host.Host.Workload.Resource())
	if p.behavior() == nil {
		p.reportOn(o, field, gone(o)+", and its scaling behavior with it", hint)
		return
	}
	p.reportOn(o, field, gone(o)+fmt.Sprintf(", and its scaling behavior replaced by another (%s)", p.Source(behaviorPath)), hint)
}
