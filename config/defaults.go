package config

// Defaults of the functionConfig.
const (
	DefaultAnnotationPrefix  = Group
	DefaultDeploymentPattern = "prt-depl-modelhost-{key}"
	DefaultServicePattern    = "prt-svc-modelhost-{key}"
	DefaultScaledObject      = "prt-keda-modelhost-{key}"
	DefaultServerAddress     = "http://prometheus-server.monitoring.svc.cluster.local:80"
	DefaultGateway           = "istio-ingressgateway"
	DefaultGatewayNamespace  = "istio-system"
	DefaultClusterDomain     = "cluster.local"
	DefaultKEDANamespace     = "keda"
	DefaultRefreshInterval   = "1h"
	// DefaultWindow covers two scrapes at the usual interval of a minute. Over a shorter
	// window, rate() is empty.
	DefaultWindow = Seconds(120)

	// Bounds of a model host that sets none. KEDA's own defaults are 0 and 100.
	DefaultMinReplicas int32 = 1
	DefaultMaxReplicas int32 = 10
)

// Policies.
const (
	Strip  = "strip"
	Adopt  = "adopt"
	Refuse = "refuse"
	Keep   = "keep"
)

// HPAPolicies returns the values of hpaPolicy.
func HPAPolicies() []string { return []string{Strip, Adopt, Refuse} }

// ReplicasPolicies returns the values of replicasPolicy.
func ReplicasPolicies() []string { return []string{Strip, Keep} }

// Sources of a Secret.
const (
	SourceExisting       = "existing"
	SourceExternalSecret = "externalSecret"
	SourceInline         = "inline"
)

// Default sets the defaults of absent fields.
func (s *Spec) Default() {
	or(&s.AnnotationPrefix, DefaultAnnotationPrefix)
	s.Naming = s.Naming.defaulted()
	or(&s.Prometheus.ServerAddress, DefaultServerAddress)
	s.Prometheus.defaultLabels()
	s.Istio.Default()
	s.HTTP.Default()
	or(&s.ReplicasPolicy, Strip)
	if len(s.Selector.Kinds) == 0 {
		s.Selector.Kinds = []string{"Deployment", "StatefulSet", "Rollout"}
	}
	for name, a := range s.Authentication {
		a.Default()
		s.Authentication[name] = a
	}
	for name, sig := range s.Signals {
		sig.Default()
		s.Signals[name] = sig
	}
}

// Default sets the defaults of absent fields.
func (a *Authentication) Default() {
	or(&a.Kind, "TriggerAuthentication")
	if a.Secret == nil {
		return
	}
	secret := *a.Secret
	or(&secret.Source, SourceExisting)
	or(&secret.Namespace, DefaultKEDANamespace)
	or(&secret.RemoteKey, secret.Name)
	or(&secret.RefreshInterval, DefaultRefreshInterval)
	or(&secret.Store.Kind, "ClusterSecretStore")
	a.Secret = &secret
}

// Default sets the defaults of absent fields.
func (s *Signal) Default() {
	or(&s.MetricType, "AverageValue")
	or(&s.WakeQuery, s.Query)
	if s.IgnoreNullValues == nil {
		s.IgnoreNullValues = ptr(s.OutsidePod)
	}
}

func or[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}
