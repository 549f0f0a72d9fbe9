package keda

// Metric types of a trigger: KEDA 2.21.0, pkg/scalers/scaler.go, GetMetricTargetType.
const (
	// MetricTypeAverageValue divides the metric by the number of replicas. It is the default except
	// for cpu and memory.
	MetricTypeAverageValue = "AverageValue"
	// MetricTypeValue compares the metric as it is.
	MetricTypeValue = "Value"
	// MetricTypeUtilization is a percentage of the request; cpu and memory only.
	MetricTypeUtilization = "Utilization"
)

// These trigger types are special in KEDA 2.21.0 (cpu_memory_scaler.go, scaletriggers_types.go
// ValidateTriggers).
const (
	TriggerCPU          = "cpu"
	TriggerMemory       = "memory"
	TriggerCron         = "cron"
	TriggerPrometheus   = "prometheus"
	TriggerExternal     = "external"
	TriggerExternalPush = "external-push"
)

// IsResourceTrigger reports whether a trigger type is cpu or memory, which the HPA reads
// as resource metrics and not from KEDA.
func IsResourceTrigger(typ string) bool { return typ == TriggerCPU || typ == TriggerMemory }

// Trigger is one source of a scaling decision.
type Trigger struct {
	// Type is the type of scaler; required.
	Type string `json:"type"`
	// Name is unique within a ScaledObject. The formula of scalingModifiers refers to it.
	Name string `json:"name,omitempty"`
	// MetricType is AverageValue (default) or Value. For cpu and memory, it is Utilization or
	// AverageValue.
	MetricType string `json:"metricType,omitempty"`
	// Metadata holds the scaler's settings; required.
	Metadata          Metadata           `json:"metadata"`
	AuthenticationRef *AuthenticationRef `json:"authenticationRef,omitempty"`
	// UseCachedMetrics answers the HPA with the result of the last poll. Not for cpu, memory and
	// cron.
	UseCachedMetrics *bool `json:"useCachedMetrics,omitempty"`
}

// Metadata holds a scaler's settings. Its values are always quoted, because the CRD rejects
// numbers and booleans.
type Metadata map[string]string

// QuotesValues marks the values as strings that an encoder must quote.
func (Metadata) QuotesValues() {}

// AuthenticationRef names a TriggerAuthentication or ClusterTriggerAuthentication.
type AuthenticationRef struct {
	Name string `json:"name"`
	// Kind is TriggerAuthentication (default) or ClusterTriggerAuthentication.
	Kind string `json:"kind,omitempty"`
}
