package config

// What holds where a functionConfig does not say.
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
	// DefaultWindow holds two scrapes of the usual minute: over less, rate() is empty.
	DefaultWindow = Seconds(120)

	// The replicas of a host that says none. KEDA's own are 0 and 100.
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

// HPAPolicies are the values of hpaPolicy.
func HPAPolicies() []string { return []string{Strip, Adopt, Refuse} }

// ReplicasPolicies are the values of replicasPolicy.
func ReplicasPolicies() []string { return []string{Strip, Keep} }

// Where a Secret may come from.
const (
	SourceExisting       = "existing"
	SourceExternalSecret = "externalSecret"
	SourceInline         = "inline"
)

// Default fills in what the functionConfig leaves out.
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

// Default fills in what an authentication leaves out.
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

// Default fills in what a signal leaves out.
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
