package rule

import (
	"fmt"
	"reflect"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/hpa"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

// hpaLost compares what the HPA asked for with what this host was given by
// settings that are not its own: what its annotations say is meant.
func hpaLost(s *subject) {
	if s.HPAPolicy.V == config.Refuse {
		return
	}
	for _, o := range s.Rivals.HPAs {
		asked := hpa.Read(o)
		least := int32(1)
		if asked.Min != nil {
			least = *asked.Min
		}
		s.lostCount(o, lostCount{"minReplicas", "minimum", "min-replicas", "spec.minReplicaCount"}, &least, s.Spec.MinReplicaCount)
		s.lostCount(o, lostCount{"maxReplicas", "maximum", "max-replicas", "spec.maxReplicaCount"}, asked.Max, s.Spec.MaxReplicaCount)
		for _, m := range asked.Metrics {
			s.lostMetric(o, m)
		}
		s.lostBehavior(o, asked.Behavior)
	}
}

// lostCount is a replica count: its field in the HPA, in words, its annotation and
// its path in the ScaledObject.
type lostCount struct{ field, words, key, path string }

func (s *subject) lostCount(o *inventory.Object, c lostCount, asked, planned *int32) {
	if asked == nil || planned == nil || *asked == *planned || s.meant(c.path) {
		return
	}
	s.about(o, "spec."+c.field, fmt.Sprintf("the HPA is stripped: it asked for a %s of %d, the plan has %d (%s)", c.words, *asked, *planned, s.Source(c.path)),
		fmt.Sprintf("keep it with %s: \"%d\" on %s", s.annotation(c.key), *asked, s.Host.Workload.Resource()))
}

// meant says whether the host itself says what stands at a path.
func (s *subject) meant(path string) bool {
	layer := s.Source(path).Layer
	return layer == plan.LayerAnnotation || layer == plan.LayerScaledObject
}

func (s *subject) lostMetric(o *inventory.Object, m hpa.Metric) {
	if m.Resource == "" {
		s.about(o, "spec.metrics", fmt.Sprintf("the HPA is stripped, and nothing replaces %s", m.Text),
			fmt.Sprintf("write a trigger for it: %s on %s", s.annotation("triggers"), s.Host.Workload.Resource()))
		return
	}
	kept := fmt.Sprintf("keep it with %s: \"%s\" on %s", s.annotation(m.Resource), m.Value, s.Host.Workload.Resource())
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
		s.about(o, "spec.metrics", fmt.Sprintf("the HPA is stripped, and nothing replaces %s", m.Text), kept)
		return
	}
	s.about(o, "spec.metrics", fmt.Sprintf("the HPA is stripped: it asked for %s, the plan has %s (%s)", m.Text, inWords(*instead), s.sourceOf(instead.Type)), kept)
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

func (s *subject) sourceOf(typ string) plan.Source {
	for i, t := range s.Spec.Triggers {
		if t.Type == typ {
			return s.Source(triggerPath(i))
		}
	}
	return plan.Source{Layer: plan.LayerBuiltin}
}

const behaviorPath = "spec.advanced.horizontalPodAutoscalerConfig.behavior"

func (s *subject) lostBehavior(o *inventory.Object, asked *keda.Behavior) {
	if asked == nil || s.meant(behaviorPath) || s.behavior() != nil && reflect.DeepEqual(*asked, *s.behavior()) {
		return
	}
	hint := fmt.Sprintf("keep it with %s on %s", s.annotation("behavior"), s.Host.Workload.Resource())
	if s.behavior() == nil {
		s.about(o, "spec.behavior", "the HPA is stripped, and its scaling behavior with it", hint)
		return
	}
	s.about(o, "spec.behavior", fmt.Sprintf("the HPA is stripped, and its scaling behavior replaced by another (%s)", s.Source(behaviorPath)), hint)
}
