package config_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/config"
)

var istioDefaults = config.Istio{
	DataPlane: "sidecar", Callers: "all", ClusterDomain: "cluster.local",
	Gateway: config.IstioGateway{Name: "istio-ingressgateway", Namespace: "istio-system"},
}

func TestDefaultFillsInWhatIsLeftOut(t *testing.T) {
	spec := defaults()
	assert.Equal(t, config.Spec{
		Selector:         config.Selector{Kinds: []string{"Deployment", "StatefulSet", "Rollout"}},
		Naming:           config.Namings{{Deployment: "prt-depl-modelhost-{key}", Service: "prt-svc-modelhost-{key}", ScaledObject: "prt-keda-modelhost-{key}"}},
		AnnotationPrefix: "autoscaling.modelhost.dev",
		Prometheus:       config.Prometheus{ServerAddress: "http://prometheus-server.monitoring.svc.cluster.local:80", Labels: "prometheus-community", PodLabel: "pod", NamespaceLabel: "namespace", ServerPodLabel: "pod", ServerNamespaceLabel: "namespace"},
		Istio:            istioDefaults,
		HTTP:             http(),
		ReplicasPolicy:   "strip",
	}, spec)
	assert.Empty(t, config.Validate(spec), "the defaults are valid")
	again := defaults()
	again.Default()
	assert.Equal(t, spec, again)
}

func TestDefaultKeepsWhatIsGiven(t *testing.T) {
	given, problems := load(t, head+`spec:
  selector: {kinds: [Rollout]}
  naming: {deployment: "a-{key}", service: "b-{key}", scaledObject: "c-{key}"}
  annotationPrefix: x.y
  prometheus: {serverAddress: "http://p", podLabel: exported_pod, namespaceLabel: exported_namespace}
  hpaPolicy: refuse
  replicasPolicy: keep
`)
	require.Empty(t, problems)
	assert.Equal(t, config.Spec{
		Selector:         config.Selector{Kinds: []string{"Rollout"}},
		Naming:           config.Namings{{Deployment: "a-{key}", Service: "b-{key}", ScaledObject: "c-{key}"}},
		AnnotationPrefix: "x.y",
		Prometheus:       config.Prometheus{ServerAddress: "http://p", Labels: "prometheus-community", PodLabel: "exported_pod", NamespaceLabel: "exported_namespace", ServerPodLabel: "pod", ServerNamespaceLabel: "namespace"},
		Istio:            istioDefaults,
		HTTP:             http(),
		HPAPolicy:        "refuse", ReplicasPolicy: "keep",
	}, given)
}

// http returns the default settings of the add-on.
func http() config.HTTP {
	return config.HTTP{
		API: "InterceptorRoute", ScalerAddress: "keda-add-ons-http-external-scaler.keda:9090",
		Interceptor: config.Interceptor{Service: "keda-add-ons-http-interceptor-proxy", Namespace: "keda", Port: 8080},
		Routing:     config.Routing{Kind: "none", ReferenceGrant: "generate"},
	}
}

func TestDefaultOfTheAddOn(t *testing.T) {
	spec, problems := load(t, head+"spec: {http: {api: HTTPScaledObject, interceptor: {namespace: add-ons}}}")
	require.Empty(t, problems)
	want := http()
	want.API, want.Interceptor.Namespace = "HTTPScaledObject", "add-ons"
	minutes := config.Seconds(300)
	want.ResponseHeader = &minutes // the add-on's own half a second is too short for models
	assert.Equal(t, want, spec.HTTP)
	assert.Equal(t, "keda-add-ons-http-interceptor-proxy.add-ons.svc.cluster.local", spec.InterceptorHost())

	spec, problems = load(t, head+"spec: {http: {coldStart: {placeholder: {body: loading}}}}")
	require.Empty(t, problems)
	assert.Equal(t, &config.HTTPColdStart{Placeholder: &config.HTTPPlaceholder{StatusCode: 503, Body: "loading"}}, spec.HTTP.ColdStart)
}

func TestDefaultOfAnAuthentication(t *testing.T) {
	spec, problems := load(t, head+"spec: {authentication: {a: {secret: {name: s, keys: {token: t}}}}}")
	require.Empty(t, problems)
	assert.Equal(t, config.Authentication{
		Kind: "TriggerAuthentication",
		Secret: &config.Secret{
			Name: "s", Keys: map[string]string{"token": "t"}, Source: "existing", Namespace: "keda",
			RemoteKey: "s", RefreshInterval: "1h", Store: config.SecretStore{Kind: "ClusterSecretStore"},
		},
	}, spec.Authentication["a"])
}

func TestDefaultOfASignal(t *testing.T) {
	signal := func(s config.Signal) config.Signal { s.Default(); return s }
	inside := signal(config.Signal{Query: "q"})
	assert.Equal(t, "AverageValue", inside.MetricType)
	assert.Equal(t, "q", inside.WakeQuery)
	assert.False(t, *inside.IgnoreNullValues)
	assert.True(t, *signal(config.Signal{Query: "q", OutsidePod: true}).IgnoreNullValues)
	no := false
	given := signal(config.Signal{Query: "q", WakeQuery: "w", MetricType: "Value", OutsidePod: true, IgnoreNullValues: &no})
	assert.Equal(t, config.Signal{Query: "q", WakeQuery: "w", MetricType: "Value", OutsidePod: true, IgnoreNullValues: &no}, given)
}
