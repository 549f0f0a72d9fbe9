// Package config is the functionConfig: its types, how it is read in every form
// a host may give it, its defaults and its validation.
package config

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
	// Selector narrows which annotated workloads are model hosts. Without it, all are.
	Selector Selector `json:"selector,omitempty"`
	// Naming sets the names of a model host's objects: one set of patterns, or a list of sets, of which the first that matches the workload's name applies. If none matches and there is no annotation key, the ScaledObject has the workload's name. Sets given here replace the default one.
	Naming Namings `json:"naming,omitempty"`
	// AnnotationPrefix comes before the slash of every annotation of intent. Default autoscaling.modelhost.dev.
	AnnotationPrefix string `json:"annotationPrefix,omitempty"`
	// Namespace is that of hosts which do not set one; queries need it. Generated objects still set none then, as their Deployment does.
	Namespace string `json:"namespace,omitempty"`
	// Prometheus is where signals are queried.
	Prometheus Prometheus `json:"prometheus,omitempty"`
	// Istio says how requests are counted in Istio's metrics.
	Istio Istio `json:"istio,omitempty"`
	// HTTP is KEDA's HTTP add-on, for the signals http-concurrency and http-rps.
	HTTP HTTP `json:"http,omitempty"`
	// Authentication names the credentials that triggers may use; each one in use becomes a TriggerAuthentication, one per namespace, and per prefix and suffix that kustomize put on the names of workloads.
	Authentication map[string]Authentication `json:"authentication,omitempty"`
	// Defaults are the settings under every profile, for all model hosts.
	Defaults Settings `json:"defaults,omitempty"`
	// Profiles are named bundles of settings; a name of a built-in profile replaces it.
	Profiles map[string]Profile `json:"profiles,omitempty"`
	// Signals defines more signals by their PromQL; a name of a built-in signal replaces it.
	Signals map[string]Signal `json:"signals,omitempty"`
	// HPAPolicy is what happens to HPAs that scale a model host: strip (default), adopt, which scales the host as its HPA did, or refuse.
	HPAPolicy string `json:"hpaPolicy,omitempty" jsonschema:"enum=strip,enum=adopt,enum=refuse"`
	// ReplicasPolicy says whether spec.replicas leaves the workload: strip (default) or keep.
	ReplicasPolicy string `json:"replicasPolicy,omitempty" jsonschema:"enum=strip,enum=keep"`
	// Limits bound what annotations may ask for.
	Limits Limits `json:"limits,omitempty"`
	// Inventory lists objects that the cluster already has and the package does not, such as Secrets and TriggerAuthentications. They are not reported as missing.
	Inventory []Held `json:"inventory,omitempty"`
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

// Prometheus is where signals are queried, and under which labels.
type Prometheus struct {
	// ServerAddress is the base URL. Default http://prometheus-server.monitoring.svc.cluster.local:80.
	ServerAddress string `json:"serverAddress,omitempty"`
	// Authentication names an entry of spec.authentication or a TriggerAuthentication of the package; empty means none.
	Authentication string `json:"authentication,omitempty"`
	// Labels is how the cluster's Prometheus labels series, the preset for the label settings: prometheus-community (default), its plain chart, or prometheus-operator.
	Labels string `json:"labels,omitempty" jsonschema:"enum=prometheus-community,enum=prometheus-operator"`
	// PodLabel is the label for the pod in series of exporters that measure others' pods, as DCGM's does. Default is the preset's, pod or exported_pod.
	PodLabel string `json:"podLabel,omitempty"`
	// NamespaceLabel is the label for the namespace of that pod. Default is the preset's, namespace or exported_namespace.
	NamespaceLabel string `json:"namespaceLabel,omitempty"`
	// ServerPodLabel is the label for the pod in series of the model servers themselves, which Prometheus scrapes from that pod. Default pod.
	ServerPodLabel string `json:"serverPodLabel,omitempty"`
	// ServerNamespaceLabel is the label for the namespace of a model server's pod. Default namespace.
	ServerNamespaceLabel string `json:"serverNamespaceLabel,omitempty"`
}

// IsSecret reports whether a field may hold a password in place of a reference.
func (Prometheus) IsSecret(key string) bool { return key == authenticationField }

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
