package keda

// Names and lengths: KEDA 2.21.0, apis/keda/v1alpha1/scaledobject_webhook.go.
const (
	// DefaultNamespace is where KEDA is usually installed. KEDA looks for the Secrets of
	// ClusterTriggerAuthentications in its own namespace.
	DefaultNamespace = "keda"
	// DefaultHPAPrefix and the ScaledObject's name form the HPA's name if none is set.
	DefaultHPAPrefix = "keda-hpa-"
	// MaxNameLength limits the name of a ScaledObject, which becomes a label value, and of an
	// HPA.
	MaxNameLength = 63
	// MaxNameLengthWithoutHPAName limits a ScaledObject's name if no HPA name is set.
	MaxNameLengthWithoutHPAName = MaxNameLength - len(DefaultHPAPrefix)
)

// Bounds: KEDA 2.21.0, config/crd/bases/keda.sh_scaledobjects.yaml.
const (
	MinPollingInterval       = 1 // seconds
	MinCooldownPeriod        = 0 // seconds
	MinInitialCooldownPeriod = 0 // seconds
	MinIdleReplicaCount      = 0
	MinMinReplicaCount       = 0
	MinMaxReplicaCount       = 1
)

// Bounds of an HPA's behavior: Kubernetes 1.36, pkg/apis/autoscaling/validation.
// Only the API server checks them, after the ScaledObject was accepted.
const (
	MaxStabilizationWindowSeconds = 3600
	MinPolicyValue                = 1
	MinPolicyPeriodSeconds        = 1
	MaxPolicyPeriodSeconds        = 1800
)

// Defaults that KEDA 2.21.0 applies in code: scaledobject_types.go,
// withtriggers_types.go, pkg/scaling/executor.
const (
	DefaultMinReplicaCount = 0
	DefaultMaxReplicaCount = 100
	DefaultPollingInterval = 30  // seconds
	DefaultCooldownPeriod  = 300 // seconds
)
