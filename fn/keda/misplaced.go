package keda

// Fields that are often written one level too high or too low, and where they belong.

const behaviorPlace = "under spec.advanced.horizontalPodAutoscalerConfig"

// RightPlace returns where a field belongs that a spec does not have.
func (ScaledObjectSpec) RightPlace(key string) string {
	switch key {
	case "behavior":
		return behaviorPlace
	case "horizontalPodAutoscalerConfig", "scalingModifiers", "restoreToOriginalReplicaCount":
		return "under spec.advanced"
	}
	return ""
}

// RightPlace returns where a field belongs that advanced does not have.
func (Advanced) RightPlace(key string) string {
	switch key {
	case "behavior":
		return behaviorPlace
	case "formula", "target", "activationTarget", "metricType":
		return "under spec.advanced.scalingModifiers"
	}
	return ""
}

// RightPlace returns where a field belongs that the HPA's configuration does not have.
func (HPAConfig) RightPlace(key string) string {
	switch key {
	case "scaleUp", "scaleDown":
		return behaviorPlace + ".behavior"
	case "scalingModifiers", "restoreToOriginalReplicaCount":
		return "under spec.advanced"
	}
	return ""
}

// RightPlace returns where a field belongs that is one of the trigger.
func (Metadata) RightPlace(key string) string {
	switch key {
	case "metricType", "authenticationRef", "useCachedMetrics":
		return "next to metadata, as a field of the trigger"
	}
	return ""
}
