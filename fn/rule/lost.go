package rule

import (
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

// meant says whether the host itself says what stands at a path.
func (p *pass) meant(path string) bool {
	layer := p.Source(path).Layer
	return layer == plan.LayerAnnotation || layer == plan.LayerScaledObject
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

const behaviorPath = "spec.advanced.horizontalPodAutoscalerConfig.behavior"
