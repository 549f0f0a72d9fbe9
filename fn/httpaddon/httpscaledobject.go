package httpaddon

// HTTPScaledObjectSpec is the route of add-ons before 0.14: v0.12.0,
// operator/apis/http/v1alpha1.
type HTTPScaledObjectSpec struct {
	Hosts        []string `json:"hosts,omitempty"`
	PathPrefixes []string `json:"pathPrefixes,omitempty"`
	Headers      []Header `json:"headers,omitempty"`
	// ScaleTargetRef is required.
	ScaleTargetRef ScaleTargetRef `json:"scaleTargetRef"`
	// ColdStartTimeoutFailoverRef is a fallback.
	ColdStartTimeoutFailoverRef *FailoverRef `json:"coldStartTimeoutFailoverRef,omitempty"`
	// Replicas are for the add-on's own ScaledObject. They are set for people who read the
	// object.
	Replicas *Replicas `json:"replicas,omitempty"`
	// ScalingMetric has exactly one metric.
	ScalingMetric ScalingMetric `json:"scalingMetric"`
	Timeouts      *OldTimeouts  `json:"timeouts,omitempty"`
}

// ScaleTargetRef is the workload, and one of Port and PortName of its Service.
type ScaleTargetRef struct {
	Name       string `json:"name"`
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	Service    string `json:"service"`
	Port       int32  `json:"port,omitempty"`
	PortName   string `json:"portName,omitempty"`
}

// FailoverRef is a port of a Service in the object's namespace.
type FailoverRef struct {
	Service  string `json:"service"`
	Port     int32  `json:"port,omitempty"`
	PortName string `json:"portName,omitempty"`
	// TimeoutSeconds is how long a request waits before it goes there, 30 where absent.
	TimeoutSeconds int32 `json:"timeoutSeconds,omitempty"`
}

// Replicas are the bounds of the count.
type Replicas struct {
	Min *int32 `json:"min,omitempty"`
	Max *int32 `json:"max,omitempty"`
}

// OldTimeouts are durations; the add-on's own are 20s and 500ms.
type OldTimeouts struct {
	// ConditionWait is how long a request waits for a pod.
	ConditionWait string `json:"conditionWait,omitempty"`
	// ResponseHeader is how long a pod may take to begin its answer.
	ResponseHeader string `json:"responseHeader,omitempty"`
}
