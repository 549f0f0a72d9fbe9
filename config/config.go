// Package config holds the functionConfig: its types, their defaults and validation, and
// how it is read in each form in which an orchestrator passes it.
package config

// The API of a functionConfig. The group is also the default prefix of annotations.
const (
	Group      = "autoscaling.modelhost.dev"
	APIVersion = Group + "/v1alpha1"
	Kind       = "ScaleModelHosts"
)

// ScaleModelHosts is the functionConfig, which the platform team maintains. All fields of
// the spec are optional.
type ScaleModelHosts struct {
	// APIVersion is autoscaling.modelhost.dev/v1alpha1.
	APIVersion string `json:"apiVersion" jsonschema:"required,enum=autoscaling.modelhost.dev/v1alpha1"`
	// Kind is ScaleModelHosts.
	Kind string `json:"kind" jsonschema:"required,enum=ScaleModelHosts"`
	// Metadata holds the object's name and the annotations by which the orchestrator finds the
	// function.
	Metadata map[string]any `json:"metadata,omitempty"`
	// Spec holds the settings.
	Spec Spec `json:"spec,omitempty"`
}

// Spec holds the settings of a functionConfig.
type Spec struct {
	// Selector limits which annotated workloads are model hosts. By default, all are.
	Selector Selector `json:"selector,omitempty"`
	// Naming sets the names of a model host's objects: one set of patterns, or a list of sets of
	// which the first that matches the workload's name applies. If none matches and there is no
	// annotation `key`, the ScaledObject gets the workload's name. Sets given here replace the
	// default set.
	Naming Namings `json:"naming,omitempty"`
	// AnnotationPrefix is the part of scaling annotations before the slash. Default
	// autoscaling.modelhost.dev.
	AnnotationPrefix string `json:"annotationPrefix,omitempty"`
	// Namespace is the namespace to use in queries for model hosts that set none. Objects generated
	// for such a host set no namespace either.
	Namespace string `json:"namespace,omitempty"`
	// Prometheus is the server that answers the queries of signals.
	Prometheus Prometheus `json:"prometheus,omitempty"`
	// Istio describes how Istio's metrics count requests.
	Istio Istio `json:"istio,omitempty"`
	// HTTP configures KEDA's HTTP add-on, for the signals http-concurrency and http-rps.
	HTTP HTTP `json:"http,omitempty"`
	// Authentication holds the credentials that triggers may use, by name. Each one in use becomes
	// a TriggerAuthentication: one for each namespace, and for each prefix and suffix that
	// kustomize added to the names of workloads.
	Authentication map[string]Authentication `json:"authentication,omitempty"`
	// Defaults are settings for all model hosts. Profiles and annotations override them.
	Defaults Settings `json:"defaults,omitempty"`
	// Profiles are named groups of settings. A profile with the name of a built-in one replaces it.
	Profiles map[string]Profile `json:"profiles,omitempty"`
	// Signals defines additional signals with PromQL queries. A signal with the name of a built-in
	// one replaces it.
	Signals map[string]Signal `json:"signals,omitempty"`
	// HPAPolicy is the action for an HPA that scales a model host: strip removes it (default),
	// adopt removes it and takes over its bounds and metrics, refuse reports an error.
	HPAPolicy string `json:"hpaPolicy,omitempty" jsonschema:"enum=strip,enum=adopt,enum=refuse"`
	// ReplicasPolicy is the action for spec.replicas of the workload: strip removes it (default),
	// keep leaves it.
	ReplicasPolicy string `json:"replicasPolicy,omitempty" jsonschema:"enum=strip,enum=keep"`
	// Limits restrict what annotations may request.
	Limits Limits `json:"limits,omitempty"`
	// Inventory lists objects that exist in the cluster but not in the package, such as Secrets and
	// TriggerAuthentications. They are not reported as missing.
	Inventory []Held `json:"inventory,omitempty"`
	// Generated is added to the metadata of all generated objects.
	Generated Generated `json:"generated,omitempty"`
	// Check adjusts the severity of rules, and lists findings that are accepted.
	Check Check `json:"check,omitempty"`
	// Strict turns warnings into errors. Default false.
	Strict bool `json:"strict,omitempty"`
}

// Selector limits which workloads may be model hosts.
type Selector struct {
	// MatchLabels are labels that the workload's metadata must have.
	MatchLabels map[string]string `json:"matchLabels,omitempty"`
	// Namespaces are the namespaces of model hosts. Empty means all.
	Namespaces []string `json:"namespaces,omitempty"`
	// Kinds are the kinds of workloads to scan. Default Deployment, StatefulSet and Rollout.
	Kinds []string `json:"kinds,omitempty" jsonschema:"enum=Deployment,enum=StatefulSet,enum=Rollout"`
}

// Prometheus is the server that answers the queries of signals, and the labels of its series.
type Prometheus struct {
	// ServerAddress is the base URL of the server. Default
	// http://prometheus-server.monitoring.svc.cluster.local:80.
	ServerAddress string `json:"serverAddress,omitempty"`
	// Authentication names an entry of spec.authentication or a TriggerAuthentication of the
	// package. Empty means none.
	Authentication string `json:"authentication,omitempty"`
	// Labels is a preset for the four label settings: prometheus-community (default), for the chart
	// of that name, or prometheus-operator.
	Labels string `json:"labels,omitempty" jsonschema:"enum=prometheus-community,enum=prometheus-operator"`
	// PodLabel is the pod's label in series of exporters that measure other pods, such as DCGM's.
	// Default is the preset's: pod or exported_pod.
	PodLabel string `json:"podLabel,omitempty"`
	// NamespaceLabel is the label of that pod's namespace. Default is the preset's: namespace or
	// exported_namespace.
	NamespaceLabel string `json:"namespaceLabel,omitempty"`
	// ServerPodLabel is the pod's label in series of the model servers themselves, which Prometheus
	// scrapes from the pod. Default pod.
	ServerPodLabel string `json:"serverPodLabel,omitempty"`
	// ServerNamespaceLabel is the label of a model server's namespace. Default namespace.
	ServerNamespaceLabel string `json:"serverNamespaceLabel,omitempty"`
}

// IsSecret reports whether a field may hold a password in place of a reference.
func (Prometheus) IsSecret(key string) bool { return key == authenticationField }

// Limits restrict what model hosts may request.
type Limits struct {
	// MaxReplicas is the highest maximum that a model host may set. 0 means no limit.
	MaxReplicas int32 `json:"maxReplicas,omitempty" jsonschema:"minimum=0"`
	// TriggerTypes are the allowed KEDA trigger types. Empty means all.
	TriggerTypes []string `json:"triggerTypes,omitempty"`
	// ServerAddresses are the allowed Prometheus addresses. Empty means all.
	ServerAddresses []string `json:"serverAddresses,omitempty"`
}

// Generated is metadata for generated objects.
type Generated struct {
	// Labels are added to all generated objects.
	Labels map[string]string `json:"labels,omitempty"`
	// Annotations are added to all generated objects, e.g. an Argo CD sync wave.
	Annotations map[string]string `json:"annotations,omitempty"`
}
