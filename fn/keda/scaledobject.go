package keda

// ScaledObjectSpec is a ScaledObject's spec, in the order in which people read it.
type ScaledObjectSpec struct {
	// ScaleTargetRef is required.
	ScaleTargetRef *ScaleTargetRef `json:"scaleTargetRef,omitempty"`
	// MinReplicaCount defaults to 0.
	MinReplicaCount *int32 `json:"minReplicaCount,omitempty"`
	// MaxReplicaCount defaults to 100.
	MaxReplicaCount *int32 `json:"maxReplicaCount,omitempty"`
	// IdleReplicaCount is the count while no trigger is active; it must be below MinReplicaCount,
	// and only 0 works in practice.
	IdleReplicaCount *int32 `json:"idleReplicaCount,omitempty"`
	// PollingInterval is in seconds, 30 by default. It matters only for activation, idle and cached
	// metrics; the HPA polls at its own interval.
	PollingInterval *int32 `json:"pollingInterval,omitempty"`
	// CooldownPeriod is in seconds, 300 by default: the time without an active trigger before the
	// workload scales to zero (or idle).
	CooldownPeriod *int32 `json:"cooldownPeriod,omitempty"`
	// InitialCooldownPeriod is in seconds, 0 by default: the time after the ScaledObject's creation
	// before the workload may scale to zero.
	InitialCooldownPeriod *int32    `json:"initialCooldownPeriod,omitempty"`
	Fallback              *Fallback `json:"fallback,omitempty"`
	Advanced              *Advanced `json:"advanced,omitempty"`
	// Triggers are required: one or more.
	Triggers []Trigger `json:"triggers"`
}

// ScaleTargetRef names the workload that is scaled, in the ScaledObject's namespace.
type ScaleTargetRef struct {
	// APIVersion defaults to apps/v1.
	APIVersion string `json:"apiVersion,omitempty"`
	// Kind defaults to Deployment.
	Kind string `json:"kind,omitempty"`
	// Name is required.
	Name string `json:"name"`
	// EnvSourceContainerName is the container whose environment the *FromEnv metadata refers to;
	// the first one by default.
	EnvSourceContainerName string `json:"envSourceContainerName,omitempty"`
}

// Advanced configures the HPA that KEDA creates, and composite metrics.
type Advanced struct {
	// RestoreToOriginalReplicaCount restores the workload's original replica count when the
	// ScaledObject is deleted; false by default.
	RestoreToOriginalReplicaCount *bool             `json:"restoreToOriginalReplicaCount,omitempty"`
	HorizontalPodAutoscalerConfig *HPAConfig        `json:"horizontalPodAutoscalerConfig,omitempty"`
	ScalingModifiers              *ScalingModifiers `json:"scalingModifiers,omitempty"`
}

// HPAConfig contains the configurable fields of the HPA.
type HPAConfig struct {
	// Name defaults to keda-hpa-<ScaledObject>.
	Name     string    `json:"name,omitempty"`
	Behavior *Behavior `json:"behavior,omitempty"`
}

// ScalingModifiers combine all triggers into one metric.
type ScalingModifiers struct {
	// Formula is an expr-lang expression over trigger names.
	Formula string `json:"formula,omitempty"`
	// Target is a number in a string, required with Formula.
	Target string `json:"target,omitempty"`
	// ActivationTarget is a number in a string, "0" by default.
	ActivationTarget string `json:"activationTarget,omitempty"`
	// MetricType is AverageValue (the default) or Value.
	MetricType string `json:"metricType,omitempty"`
}
