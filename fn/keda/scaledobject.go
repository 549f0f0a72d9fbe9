package keda

// ScaledObjectSpec is a ScaledObject's spec, in the order people read it.
type ScaledObjectSpec struct {
	// ScaleTargetRef is required.
	ScaleTargetRef *ScaleTargetRef `json:"scaleTargetRef,omitempty"`
	// MinReplicaCount counts as 0 where absent.
	MinReplicaCount *int32 `json:"minReplicaCount,omitempty"`
	// MaxReplicaCount counts as 100 where absent.
	MaxReplicaCount *int32 `json:"maxReplicaCount,omitempty"`
	// IdleReplicaCount is the count while no trigger is active; it must be below
	// MinReplicaCount, and only 0 works in practice.
	IdleReplicaCount *int32 `json:"idleReplicaCount,omitempty"`
	// PollingInterval is in seconds, 30 where absent. It matters only to 0→1, idle
	// and cached metrics; the HPA has an interval of its own.
	PollingInterval *int32 `json:"pollingInterval,omitempty"`
	// CooldownPeriod is in seconds, 300 where absent: how long no trigger must have
	// been active before the workload goes to zero (or idle).
	CooldownPeriod *int32 `json:"cooldownPeriod,omitempty"`
	// InitialCooldownPeriod is in seconds, 0 where absent: how long after its
	// creation a ScaledObject waits before it may first go to zero.
	InitialCooldownPeriod *int32    `json:"initialCooldownPeriod,omitempty"`
	Fallback              *Fallback `json:"fallback,omitempty"`
	Advanced              *Advanced `json:"advanced,omitempty"`
	// Triggers are required: one or more.
	Triggers []Trigger `json:"triggers"`
}

// ScaleTargetRef names the workload that is scaled, in the ScaledObject's namespace.
type ScaleTargetRef struct {
	// APIVersion is apps/v1 where absent.
	APIVersion string `json:"apiVersion,omitempty"`
	// Kind is Deployment where absent.
	Kind string `json:"kind,omitempty"`
	// Name is required.
	Name string `json:"name"`
	// EnvSourceContainerName is the container whose environment the *FromEnv
	// metadata is read from; the first one where absent.
	EnvSourceContainerName string `json:"envSourceContainerName,omitempty"`
}

// Advanced configures the HPA that KEDA creates, and composite metrics.
type Advanced struct {
	// RestoreToOriginalReplicaCount gives the workload its first replica count back
	// when the ScaledObject is deleted; false where absent.
	RestoreToOriginalReplicaCount *bool             `json:"restoreToOriginalReplicaCount,omitempty"`
	HorizontalPodAutoscalerConfig *HPAConfig        `json:"horizontalPodAutoscalerConfig,omitempty"`
	ScalingModifiers              *ScalingModifiers `json:"scalingModifiers,omitempty"`
}

// HPAConfig holds the configurable fields of the HPA.
type HPAConfig struct {
	// Name is keda-hpa-<ScaledObject> where absent.
	Name     string    `json:"name,omitempty"`
	Behavior *Behavior `json:"behavior,omitempty"`
}

// ScalingModifiers combine all triggers into one metric.
type ScalingModifiers struct {
	// Formula is an expr-lang expression over trigger names.
	Formula string `json:"formula,omitempty"`
	// Target is a number in a string, required with Formula.
	Target string `json:"target,omitempty"`
	// ActivationTarget is a number in a string, "0" where absent.
	ActivationTarget string `json:"activationTarget,omitempty"`
	// MetricType is AverageValue (where absent) or Value.
	MetricType string `json:"metricType,omitempty"`
}
