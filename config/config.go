// Package config is the functionConfig: its types, how it is read in every form
// a host may give it, its defaults and its validation.
package config

import (
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/keda"
)

// What a functionConfig is called, and what our annotations begin with.
const (
	Group      = "autoscaling.modelhost.dev"
	APIVersion = Group + "/v1alpha1"
	Kind       = "ScaleModelHosts"
)

// ScaleModelHosts is the functionConfig: the platform team's side of the
// contract. Every field of the spec may be left out.
type ScaleModelHosts struct {
	// APIVersion is autoscaling.modelhost.dev/v1alpha1.
	APIVersion string `json:"apiVersion" jsonschema:"required,enum=autoscaling.modelhost.dev/v1alpha1"`
	// Kind is ScaleModelHosts.
	Kind string `json:"kind" jsonschema:"required,enum=ScaleModelHosts"`
	// Metadata holds the object's name, and the annotations by which the host finds the function.
	Metadata map[string]any `json:"metadata,omitempty"`
	// Spec is what is configured.
	Spec Spec `json:"spec,omitempty"`
}

// Spec is what a functionConfig configures.
type Spec struct {
	// Selector narrows which annotated workloads are model hosts, on top of the naming pattern.
	Selector Selector `json:"selector,omitempty"`
	// Naming says how a model host's objects are called.
	Naming Naming `json:"naming,omitempty"`
	// AnnotationPrefix comes before the slash of every annotation of intent. Default autoscaling.modelhost.dev.
	AnnotationPrefix string `json:"annotationPrefix,omitempty"`
	// Namespace is that of hosts which do not set one; queries need it. Generated objects still set none then, as their Deployment does.
	Namespace string `json:"namespace,omitempty"`
	// Prometheus is where signals are queried.
	Prometheus Prometheus `json:"prometheus,omitempty"`
	// HTTP is for the signals of KEDA's HTTP add-on, which this version does not have: it is accepted, and has no effect.
	HTTP HTTP `json:"http,omitempty"`
	// Authentication names the credentials that triggers may use; each one in use becomes a TriggerAuthentication, one per namespace.
	Authentication map[string]Authentication `json:"authentication,omitempty"`
	// Defaults are the settings under every profile, for all model hosts.
	Defaults Settings `json:"defaults,omitempty"`
	// Profiles are named bundles of settings; a name of a built-in profile replaces it.
	Profiles map[string]Profile `json:"profiles,omitempty"`
	// Signals defines more signals by their PromQL; a name of a built-in signal replaces it.
	Signals map[string]Signal `json:"signals,omitempty"`
	// HPAPolicy is what happens to HPAs that scale a model host: strip (default) or refuse.
	HPAPolicy string `json:"hpaPolicy,omitempty" jsonschema:"enum=strip,enum=refuse"`
	// ReplicasPolicy says whether spec.replicas leaves the workload: strip (default) or keep.
	ReplicasPolicy string `json:"replicasPolicy,omitempty" jsonschema:"enum=strip,enum=keep"`
	// Limits bound what annotations may ask for.
	Limits Limits `json:"limits,omitempty"`
	// Generated is added to the metadata of everything that is generated.
	Generated Generated `json:"generated,omitempty"`
	// Strict makes errors of warnings. Default false.
	Strict bool `json:"strict,omitempty"`
}

// Selector narrows which workloads may be model hosts.
type Selector struct {
	// MatchLabels are labels that the workload's metadata must carry.
	MatchLabels map[string]string `json:"matchLabels,omitempty"`
	// Namespaces are those in which model hosts live; empty means all.
	Namespaces []string `json:"namespaces,omitempty"`
	// Kinds are the workload kinds scanned. Default Deployment, StatefulSet and Rollout.
	Kinds []string `json:"kinds,omitempty" jsonschema:"enum=Deployment,enum=StatefulSet,enum=Rollout"`
}

// Naming holds patterns with {key} for the model host's key.
type Naming struct {
	// Deployment is the workload's name. Default prt-depl-modelhost-{key}.
	Deployment string `json:"deployment,omitempty"`
	// Service is the Service's name. Default prt-svc-modelhost-{key}.
	Service string `json:"service,omitempty"`
	// ScaledObject is the generated ScaledObject's name. Default prt-keda-modelhost-{key}.
	ScaledObject string `json:"scaledObject,omitempty"`
}

// Prometheus is where signals are queried, and under which labels.
type Prometheus struct {
	// ServerAddress is the base URL. Default http://prometheus-server.monitoring.svc.cluster.local:80.
	ServerAddress string `json:"serverAddress,omitempty"`
	// Authentication names an entry of spec.authentication or a TriggerAuthentication of the package; empty means none.
	Authentication string `json:"authentication,omitempty"`
	// PodLabel is the exporters' label for the pod: pod (default), or exported_pod with the Prometheus Operator's DCGM scrape.
	PodLabel string `json:"podLabel,omitempty"`
	// NamespaceLabel is the exporters' label for the namespace: namespace (default), or exported_namespace.
	NamespaceLabel string `json:"namespaceLabel,omitempty"`
}

// HTTP is where KEDA's HTTP add-on is, and how long it holds requests.
type HTTP struct {
	// ScalerAddress is the add-on's external scaler, host and port.
	ScalerAddress string `json:"scalerAddress,omitempty"`
	// Readiness is how long a request waits for a pod, e.g. 600s.
	Readiness *Seconds `json:"readiness,omitempty"`
}

// Limits bound the plan of every model host.
type Limits struct {
	// MaxReplicas is the most that any host may ask for; 0 means no limit.
	MaxReplicas int32 `json:"maxReplicas,omitempty" jsonschema:"minimum=0"`
	// TriggerTypes are the KEDA trigger types allowed; empty means all.
	TriggerTypes []string `json:"triggerTypes,omitempty"`
	// ServerAddresses are the Prometheus addresses allowed; empty means all.
	ServerAddresses []string `json:"serverAddresses,omitempty"`
}

// Generated is metadata for generated objects.
type Generated struct {
	// Labels are added to every generated object.
	Labels map[string]string `json:"labels,omitempty"`
	// Annotations are added to every generated object, e.g. an Argo CD sync wave.
	Annotations map[string]string `json:"annotations,omitempty"`
}

// Settings is the scaling of a model host as far as one place says it: the
// defaults, a profile, or the annotations.
type Settings struct {
	// MinReplicas becomes minReplicaCount. Default 1.
	MinReplicas *int32 `json:"minReplicas,omitempty" jsonschema:"minimum=0"`
	// MaxReplicas becomes maxReplicaCount. Default 10.
	MaxReplicas *int32 `json:"maxReplicas,omitempty" jsonschema:"minimum=1"`
	// IdleReplicas becomes idleReplicaCount; KEDA knows only 0.
	IdleReplicas *int32 `json:"idleReplicas,omitempty" jsonschema:"minimum=0"`
	// PollingInterval is how often KEDA asks the triggers, e.g. 15s; it has an effect only from or to zero.
	PollingInterval *Seconds `json:"pollingInterval,omitempty"`
	// CooldownPeriod is how long KEDA waits after the last active trigger before it scales to zero, e.g. 5m.
	CooldownPeriod *Seconds `json:"cooldownPeriod,omitempty"`
	// InitialCooldownPeriod is the same wait after the ScaledObject was created.
	InitialCooldownPeriod *Seconds `json:"initialCooldownPeriod,omitempty"`
	// Signals are the signals scaled on, by name; cpu and memory are signals too.
	Signals map[string]SignalSetting `json:"signals,omitempty"`
	// Triggers are further triggers; a list here replaces the list underneath.
	Triggers []Trigger `json:"triggers,omitempty"`
	// Behavior is the HPA's scaling behavior.
	Behavior *keda.Behavior `json:"behavior,omitempty"`
	// Fallback is how many replicas to run while triggers fail.
	Fallback *keda.Fallback `json:"fallback,omitempty"`
	// Authentication names the credentials of the Prometheus triggers: an entry of spec.authentication or a TriggerAuthentication of the package; "none" drops what is underneath.
	Authentication string `json:"authentication,omitempty"`
	// ScaledObject is merged into the ScaledObject's spec last.
	ScaledObject *yaml.Node `json:"scaledObject,omitempty"`
}

// Profile is a named bundle of settings, which may build on another.
type Profile struct {
	// Description says what the profile is for.
	Description string `json:"description,omitempty"`
	// Extends names the profile underneath this one.
	Extends string `json:"extends,omitempty"`
	Settings
}

// SignalSetting says how far a model host scales on one signal.
type SignalSetting struct {
	// Target is the value aimed at, in the signal's unit; "off" drops a signal that a profile brought.
	Target Amount `json:"target,omitempty"`
	// Activation is the value above which the host wakes from zero.
	Activation Amount `json:"activation,omitempty"`
	// Window is the time over which rates are taken, e.g. 2m.
	Window *Seconds `json:"window,omitempty"`
}

// Trigger is one entry of triggers: either a signal with its target, or any
// KEDA trigger as KEDA writes it.
type Trigger struct {
	// Signal names the signal; then the fields of a KEDA trigger other than name and useCachedMetrics are absent.
	Signal string `json:"signal,omitempty"`
	SignalSetting
	// Authentication names an entry of spec.authentication or a TriggerAuthentication of the package, for any trigger type.
	Authentication string `json:"authentication,omitempty"`
	keda.Trigger
}

// Signal is a named PromQL metric that a trigger scales on.
type Signal struct {
	// Description says what it measures.
	Description string `json:"description,omitempty"`
	// Unit is the unit of target and activation.
	Unit string `json:"unit,omitempty"`
	// Query is PromQL that gives one series; $(key), $(namespace), $(deployment), $(service), $(pod-regex), $(pod-label), $(namespace-label), $(window) and $(window-seconds) are filled in.
	Query string `json:"query" jsonschema:"required"`
	// WakeQuery takes the query's place where the host may be at zero; empty means the same query.
	WakeQuery string `json:"wakeQuery,omitempty"`
	// MetricType is Value for a query that averages over pods, AverageValue (default) for one that sums up.
	MetricType string `json:"metricType,omitempty" jsonschema:"enum=Value,enum=AverageValue"`
	// OutsidePod says that the metric exists while no pod of the host does, so that it can wake the host.
	OutsidePod bool `json:"outsidePod,omitempty"`
	// IgnoreNullValues says that an empty answer is zero, not an error. Default true where OutsidePod is.
	IgnoreNullValues *bool `json:"ignoreNullValues,omitempty"`
	// Activation is the value above which the host wakes, unless the host says one. Default 0.
	Activation Amount `json:"activation,omitempty"`
	// Window fills in $(window), unless the host says one. Default 2m.
	Window *Seconds `json:"window,omitempty"`
	// Minimum is the least that the query can give.
	Minimum *float64 `json:"minimum,omitempty"`
	// Maximum is the most that the query can give; a target at or above it is never passed.
	Maximum *float64 `json:"maximum,omitempty"`
	// Source names the exporter and metric.
	Source string `json:"source,omitempty"`
}

// Authentication is one set of credentials, which becomes a TriggerAuthentication.
type Authentication struct {
	// Kind is TriggerAuthentication (default) or ClusterTriggerAuthentication.
	Kind string `json:"kind,omitempty" jsonschema:"enum=TriggerAuthentication,enum=ClusterTriggerAuthentication"`
	// Mode is the Prometheus trigger's authModes: apiKey, basic, tls, bearer, custom or oauth; empty means that no header is sent by mode (podIdentity and the like).
	Mode string `json:"mode,omitempty" jsonschema:"enum=apiKey,enum=basic,enum=tls,enum=bearer,enum=custom,enum=oauth"`
	// Secret is where the mode's parameters come from.
	Secret *Secret `json:"secret,omitempty"`
	keda.TriggerAuthenticationSpec
}

// Secret is the Secret behind a TriggerAuthentication.
type Secret struct {
	// Name is the Secret's name.
	Name string `json:"name" jsonschema:"required"`
	// Keys maps the trigger's parameter to the Secret's key, e.g. bearerToken: token.
	Keys map[string]string `json:"keys" jsonschema:"required"`
	// Source says where the Secret comes from: existing (default), externalSecret, or inline.
	Source string `json:"source,omitempty" jsonschema:"enum=existing,enum=externalSecret,enum=inline"`
	// Namespace is KEDA's own namespace, for the Secret of a ClusterTriggerAuthentication. Default keda.
	Namespace string `json:"namespace,omitempty"`
	// Data holds the values by Secret key, with source inline.
	Data SecretData `json:"data,omitempty"`
	// Store is the external-secrets.io store, with source externalSecret.
	Store SecretStore `json:"store,omitempty"`
	// RemoteKey is the secret's name in the store; the Secret's keys are its properties. Default the Secret's name.
	RemoteKey string `json:"remoteKey,omitempty"`
	// RefreshInterval is how often external-secrets reads it again. Default 1h.
	RefreshInterval string `json:"refreshInterval,omitempty"`
}

// SecretStore names an external-secrets.io store.
type SecretStore struct {
	// Name is the store's name.
	Name string `json:"name,omitempty"`
	// Kind is SecretStore or ClusterSecretStore (default).
	Kind string `json:"kind,omitempty" jsonschema:"enum=SecretStore,enum=ClusterSecretStore"`
}
