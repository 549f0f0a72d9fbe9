package rule

import (
	"fmt"
	"reflect"
	"slices"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/hpa"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

// hpaLost compares what the HPA asked for with what this host was given by
// settings that are not its own: what its annotations say is meant.
func hpaLost(s *hostPass) {
	if s.host.HPAPolicy.V == config.Strip {
		for _, o := range s.Rivals.HPAs {
			s.lost(o, "", hpa.Read(o))
		}
	}
	if record := s.Rivals.AdoptionRecord(); record != "" && len(s.Rivals.HPAs) == 0 && s.host.HPAPolicy.V != config.Adopt {
		// What an earlier run has adopted goes with the policy.
		s.lost(s.Rivals.Previous, adoptedPath, hpa.FromRecord(record))
	}
}

// lost compares with what an HPA asked for that stands within a field of an object.
func (s *hostPass) lost(o *inventory.Object, within string, asked hpa.HPA) {
	least := asked.Least()
	s.lostCount(o, lostCount{within + "spec.minReplicas", "minimum", "min-replicas", "spec.minReplicaCount"}, &least, s.Spec.MinReplicaCount)
	s.lostCount(o, lostCount{within + "spec.maxReplicas", "maximum", "max-replicas", "spec.maxReplicaCount"}, asked.Max, s.Spec.MaxReplicaCount)
	for _, m := range asked.Metrics {
		m.Path = within + m.Path
		s.lostMetric(o, m)
	}
	suggested := slices.Clone(s.Spec.Triggers)
	for _, m := range s.Unreplaced(asked) {
		m.Path = within + m.Path
		entry := m.Entry(suggested)
		suggested = append(suggested, keda.Trigger{Name: entry.Name})
		s.lostOther(o, m, entry)
	}
	s.lostBehavior(o, within+"spec.behavior", asked.Behavior)
	for _, p := range asked.Problems {
		if !p.Unknown {
			s.reportOn(o, within+p.Path, gone(o)+", and cannot be read: "+p.Message, "see what it was to do, and say it with annotations on "+s.host.Host.Workload.Resource().String())
		}
	}
}

// lostCount is a replica count: its field in the HPA, in words, its annotation and
// its path in the ScaledObject.
type lostCount struct{ field, words, key, path string }

func (s *hostPass) lostCount(o *inventory.Object, c lostCount, asked, planned *int32) {
	if asked == nil || planned == nil || *asked == *planned || s.meant(c.path) {
		return
	}
	s.reportOn(o, c.field, gone(o)+fmt.Sprintf(": it asked for a %s of %d, the plan has %d (%s)", c.words, *asked, *planned, s.Source(c.path)),
		fmt.Sprintf("keep it with %s: \"%d\" on %s", s.annotation(c.key), *asked, s.host.Host.Workload.Resource()))
}

// meant says whether the host itself says what stands at a path.
func (s *pass) meant(path string) bool {
	layer := s.Source(path).Layer
	return layer == plan.LayerAnnotation || layer == plan.LayerScaledObject
}

func (s *hostPass) lostMetric(o *inventory.Object, m hpa.Metric) {
	if m.Resource == "" {
		return // one of those that are looked at together
	}
	kept := fmt.Sprintf("keep it with %s: \"%s\" on %s", s.annotation(m.Resource), m.Value, s.host.Host.Workload.Resource())
	if m.Container != "" {
		kept = fmt.Sprintf("keep it with an entry of %s: {type: %s, metricType: %s, metadata: {value: \"%s\", containerName: %s}}",
			s.annotation("triggers"), m.Resource, m.MetricType, m.Value, m.Container)
	}
	var instead *keda.Trigger
	for i, t := range s.Spec.Triggers {
		if t.Type != m.Resource {
			continue
		}
		if s.meant(triggerPath(i)) || t.MetricType == m.MetricType && t.Metadata["value"] == m.Value && t.Metadata["containerName"] == m.Container {
			return
		}
		instead = &t
	}
	if instead == nil {
		s.reportOn(o, m.Path, gone(o)+fmt.Sprintf(", and nothing replaces %s", m.Text), kept)
		return
	}
	s.reportOn(o, m.Path, gone(o)+fmt.Sprintf(": it asked for %s, the plan has %s (%s)", m.Text, inWords(*instead), s.sourceOf(instead.Type)), kept)
}

// lostOther is about a metric that KEDA has no like of. The trigger to start from is
// the one that adopting the HPA asks for.
func (s *hostPass) lostOther(o *inventory.Object, m hpa.Metric, entry hpa.Entry) {
	s.reportOn(o, m.Path, gone(o)+fmt.Sprintf(", and nothing replaces %s", m.Text),
		fmt.Sprintf("add an entry to %s on %s, with a query that gives what it gave: - %s", s.annotation("triggers"), s.host.Host.Workload.Resource(), encoding.Flow(entry)))
}

// gone says what becomes of an HPA: of one in the package, or of one that was adopted
// from it long ago.
func gone(o *inventory.Object) string {
	if o.Kind == keda.KindScaledObject {
		return "the HPA is given up"
	}
	return "the HPA is stripped"
}

// inWords is a resource trigger's target.
func inWords(t keda.Trigger) string {
	text := t.Type
	if container := t.Metadata["containerName"]; container != "" {
		text += " of container " + container
	}
	if t.MetricType == keda.MetricTypeUtilization {
		return text + " at " + t.Metadata["value"] + " %"
	}
	return text + " at " + t.Metadata["value"] + " per pod"
}

func (s *hostPass) sourceOf(typ string) plan.Source {
	for i, t := range s.Spec.Triggers {
		if t.Type == typ {
			return s.Source(triggerPath(i))
		}
	}
	return plan.Source{Layer: plan.LayerBuiltin}
}

const behaviorPath = "spec.advanced.horizontalPodAutoscalerConfig.behavior"

func (s *hostPass) lostBehavior(o *inventory.Object, field string, asked *keda.Behavior) {
	if asked == nil || s.meant(behaviorPath) || s.behavior() != nil && reflect.DeepEqual(*asked, *s.behavior()) {
		return
	}
	hint := fmt.Sprintf("keep it with %s on %s", s.annotation("behavior"), s.host.Host.Workload.Resource())
	if s.behavior() == nil {
		s.reportOn(o, field, gone(o)+", and its scaling behavior with it", hint)
		return
	}
	s.reportOn(o, field, gone(o)+fmt.Sprintf(", and its scaling behavior replaced by another (%s)", s.Source(behaviorPath)), hint)
}
