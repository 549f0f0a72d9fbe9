package keda

// Fields that are often written one level too high or too low, and where they belong.

const behaviorPlace = "under spec.advanced.horizontalPodAutoscalerConfig"

// Elsewhere says where a field belongs that a spec does not have.
func (ScaledObjectSpec) Elsewhere(key string) string {
	switch key {
	case "behavior":
		return behaviorPlace
	case "horizontalPodAutoscalerConfig", "scalingModifiers", "restoreToOriginalReplicaCount":
		return "under spec.advanced"
	}
	return ""
}

// Elsewhere says where a field belongs that advanced does not have.
func (Advanced) Elsewhere(key string) string {
	switch key {
	case "behavior":
		return behaviorPlace
	case "formula", "target", "activationTarget", "metricType":
		return "under spec.advanced.scalingModifiers"
	}
	return ""
}

// Elsewhere says where a field belongs that the HPA's configuration does not have.
func (HPAConfig) Elsewhere(key string) string {
	switch key {
	case "scaleUp", "scaleDown":
		return behaviorPlace + ".behavior"
	case "scalingModifiers", "restoreToOriginalReplicaCount":
		return "under spec.advanced"
	}
	return ""
}

// Elsewhere says where a field belongs that is the trigger's own.
func (Metadata) Elsewhere(key string) string {
	switch key {
	case "metricType", "authenticationRef", "useCachedMetrics":
		return "beside metadata, as a field of the trigger"
	}
	return ""
}
