package rule

import (
	"fmt"
	"regexp"
	"slices"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/hpa"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

func hpaRefused(s *subject) {
	if s.HPAPolicy.V != config.Refuse {
		return
	}
	for _, o := range s.Rivals.HPAs {
		s.about(o, "spec.scaleTargetRef", fmt.Sprintf("scales %s as well, and the HPA policy is refuse", s.Host.Workload.Resource()),
			fmt.Sprintf("remove the HPA, or set %s: strip", s.Host.Annotation("hpa-policy")))
	}
}

// hpaLost compares what the HPA asked for with what this host was given by
// settings that are not its own: what its annotations say is meant.
func hpaLost(s *subject) {
	for _, o := range s.Rivals.HPAs {
		asked := hpa.Read(o)
		least := int32(1)
		if asked.Min != nil {
			least = *asked.Min
		}
		s.lostCount(o, "spec.minReplicas", "min-replicas", "spec.minReplicaCount", &least, s.Spec.MinReplicaCount)
		s.lostCount(o, "spec.maxReplicas", "max-replicas", "spec.maxReplicaCount", asked.Max, s.Spec.MaxReplicaCount)
		for _, m := range asked.Metrics {
			if m.Resource != "" && s.hasTrigger(m.Resource) {
				continue
			}
			hint := "write a trigger for it: " + s.Host.Annotation("triggers")
			if m.Resource != "" {
				hint = "keep it with " + s.Host.Annotation(m.Resource)
			}
			s.about(o, "spec.metrics", fmt.Sprintf("it is stripped, and nothing replaces %s", m.Text), hint)
		}
		if asked.Behavior && s.behavior() == nil {
			s.about(o, "spec.behavior", "it is stripped, and its scaling behavior with it", "keep it with "+s.Host.Annotation("behavior"))
		}
	}
}

func (s *subject) lostCount(o *inventory.Object, field, key, path string, asked, planned *int32) {
	if asked == nil || planned == nil || *asked == *planned || s.Source(path).Layer == plan.LayerAnnotation {
		return
	}
	s.about(o, field, fmt.Sprintf("it is stripped; it asked for %d, the plan has %d from %s", *asked, *planned, s.Source(path)),
		fmt.Sprintf("keep it with %s: \"%d\"", s.Host.Annotation(key), *asked))
}

func (s *subject) hasTrigger(typ string) bool {
	return slices.ContainsFunc(s.Spec.Triggers, func(t keda.Trigger) bool { return t.Type == typ })
}

func (s *subject) hpaConfig() keda.HPAConfig {
	if s.Spec.Advanced == nil || s.Spec.Advanced.HorizontalPodAutoscalerConfig == nil {
		return keda.HPAConfig{}
	}
	return *s.Spec.Advanced.HorizontalPodAutoscalerConfig
}

func (s *subject) behavior() *keda.Behavior { return s.hpaConfig().Behavior }

func hpaSeveral(s *subject) {
	for _, o := range s.Rivals.HPAs[min(1, len(s.Rivals.HPAs)):] {
		s.about(o, "spec.scaleTargetRef", fmt.Sprintf("%s has a second HPA; the ScaledObject takes over %s only", s.Host.Workload.Resource(), s.Rivals.HPAs[0].Name),
			"delete this one from the cluster before the ScaledObject is applied")
	}
}

func hpaNameTaken(s *subject) {
	name := s.hpaConfig().Name
	for _, o := range s.inv.HPAs.Called(name) {
		if o.SharesNamespace(s.Host.Workload) && !slices.Contains(s.Rivals.HPAs, o) {
			s.find("spec.advanced.horizontalPodAutoscalerConfig.name",
				fmt.Sprintf("%s scales %s; KEDA would take it over", o.Resource(), inventory.TargetOf(o).Name), "choose another name")
		}
	}
}

func hpaNotTakenOver(s *subject) {
	taken := s.Rivals.TakenOver()
	if taken != "" && s.hpaConfig().Name != taken {
		s.find("spec.advanced.horizontalPodAutoscalerConfig.name",
			fmt.Sprintf("the host's HPA is %q, but the ScaledObject's HPA is called %q", taken, s.hpaConfig().Name),
			"leave the name out, so that the HPA is taken over")
	}
}

func foreignScaledObject(s *subject) {
	for _, o := range s.Rivals.Foreign {
		s.about(o, "spec.scaleTargetRef", fmt.Sprintf("scales %s, for which one is generated from its annotations", s.Host.Workload.Resource()),
			"remove this ScaledObject, or the annotations of the workload")
	}
	if s.Rivals.Ours != nil {
		return
	}
	for _, o := range s.inv.ScaledObjects.Called(s.Name) {
		if o.Name == s.Name && o.SharesNamespace(s.Host.Workload) && !slices.Contains(s.Rivals.Foreign, o) {
			s.about(o, "metadata.name", fmt.Sprintf("the ScaledObject generated for %s gets the same name", s.Host.Workload.Resource()),
				"rename this ScaledObject")
		}
	}
}

func nameLength(s *subject) {
	hpaName := s.hpaConfig().Name
	most := keda.MaxNameLengthWithoutHPAName
	if hpaName != "" {
		most = keda.MaxNameLength
	}
	if len(s.Name) > most {
		s.find("metadata.name", fmt.Sprintf("the ScaledObject's name %s has %d characters; the most is %d", s.Name, len(s.Name), most),
			s.shorten(most))
	}
	if len(hpaName) > keda.MaxNameLength {
		s.find("spec.advanced.horizontalPodAutoscalerConfig.name", fmt.Sprintf("%s has %d characters; the most is %d", hpaName, len(hpaName), keda.MaxNameLength), "shorten it")
	}
}

func (s *subject) shorten(most int) string {
	over := len(s.Name) - most
	hint := fmt.Sprintf("shorten the Deployment's name or spec.naming.scaledObject by %d", over)
	if len(s.Name) <= keda.MaxNameLength {
		hint += fmt.Sprintf(", or name the HPA: %s with {advanced: {horizontalPodAutoscalerConfig: {name: …}}}", s.Host.Annotation("scaled-object"))
	}
	return hint
}

var dnsName = regexp.MustCompile(`^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$`)

func hpaName(s *subject) {
	if name := s.hpaConfig().Name; name != "" && !dnsName.MatchString(name) {
		s.find("spec.advanced.horizontalPodAutoscalerConfig.name", fmt.Sprintf("%q is no name of a Kubernetes object", name), "use lower-case letters, digits and dashes")
	}
}
