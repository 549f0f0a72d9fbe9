package keda

// Fallback is the replica count for the time when a trigger's source cannot be read.
type Fallback struct {
	// FailureThreshold is the number of consecutive failed readings before the fallback applies;
	// required.
	FailureThreshold *int32 `json:"failureThreshold,omitempty"`
	// Replicas is the replica count of the fallback; required.
	Replicas *int32 `json:"replicas,omitempty"`
	// Behavior is static (default), currentReplicas, currentReplicasIfHigher,
	// currentReplicasIfLower or scalingModifiers.
	Behavior string `json:"behavior,omitempty"`
}

// Fallback behaviors: KEDA 2.21.0, apis/keda/v1alpha1/scaledobject_types.go.
const (
	// FallbackStatic uses Replicas.
	FallbackStatic = "static"
	// FallbackCurrentReplicas keeps the current count.
	FallbackCurrentReplicas = "currentReplicas"
	// FallbackCurrentReplicasIfHigher keeps the current count if it is above Replicas.
	FallbackCurrentReplicasIfHigher = "currentReplicasIfHigher"
	// FallbackCurrentReplicasIfLower keeps the current count if it is below Replicas.
	FallbackCurrentReplicasIfLower = "currentReplicasIfLower"
	// FallbackScalingModifiers leaves the failed trigger to the formula.
	FallbackScalingModifiers = "scalingModifiers"
)

// FallbackBehaviors lists all fallback behaviors.
func FallbackBehaviors() []string {
	return []string{
		FallbackStatic, FallbackCurrentReplicas, FallbackCurrentReplicasIfHigher,
		FallbackCurrentReplicasIfLower, FallbackScalingModifiers,
	}
}
