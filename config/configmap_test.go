package config_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/problem"
)

const configMap = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: function-input}\ndata:\n"

func TestFlatKeys(t *testing.T) {
	tests := []struct {
		key, value string
		set        func(*config.Spec)
	}{
		{"annotation-prefix", "scale.example.com", func(s *config.Spec) { s.AnnotationPrefix = "scale.example.com" }},
		{"config", "strict: true", func(s *config.Spec) { s.Strict = true }},
		{"hpa-policy", "refuse", func(s *config.Spec) { s.HPAPolicy = "refuse" }},
		{"istio-callers", "mesh", func(s *config.Spec) { s.Istio.Callers = "mesh" }},
		{"istio-cluster-domain", "example.org", func(s *config.Spec) { s.Istio.ClusterDomain = "example.org" }},
		{"istio-data-plane", "ambient", func(s *config.Spec) { s.Istio.DataPlane = "ambient" }},
		{"istio-gateway-name", "public-istio", func(s *config.Spec) { s.Istio.Gateway.Name = "public-istio" }},
		{"istio-gateway-namespace", "ingress", func(s *config.Spec) { s.Istio.Gateway.Namespace = "ingress" }},
		{"istio-ingress-use-waypoint", "true", func(s *config.Spec) { s.Istio.IngressUseWaypoint = true }},
		{"namespace", "models", func(s *config.Spec) { s.Namespace = "models" }},
		{"naming-deployment", "a-{key}, {key}-b", func(s *config.Spec) {
			first, second := s.Naming[0], s.Naming[0]
			first.Deployment, second.Deployment = "a-{key}", "{key}-b"
			s.Naming = config.Namings{first, second}
		}},
		{"naming-scaled-object", "so-{key}", func(s *config.Spec) { s.Naming[0].ScaledObject = "so-{key}" }},
		{"naming-service", "svc-{key}", func(s *config.Spec) { s.Naming[0].Service = "svc-{key}" }},
		{"prometheus-authentication", "auth", func(s *config.Spec) { s.Prometheus.Authentication = "auth" }},
		{"prometheus-labels", "prometheus-operator", func(s *config.Spec) {
			s.Prometheus.Labels, s.Prometheus.PodLabel, s.Prometheus.NamespaceLabel = "prometheus-operator", "exported_pod", "exported_namespace"
		}},
		{"prometheus-namespace-label", "exported_namespace", func(s *config.Spec) { s.Prometheus.NamespaceLabel = "exported_namespace" }},
		{"prometheus-pod-label", "exported_pod", func(s *config.Spec) { s.Prometheus.PodLabel = "exported_pod" }},
		{"prometheus-server-address", "http://p:9090", func(s *config.Spec) { s.Prometheus.ServerAddress = "http://p:9090" }},
		{"prometheus-server-namespace-label", "kubernetes_namespace", func(s *config.Spec) { s.Prometheus.ServerNamespaceLabel = "kubernetes_namespace" }},
		{"prometheus-server-pod-label", "kubernetes_pod_name", func(s *config.Spec) { s.Prometheus.ServerPodLabel = "kubernetes_pod_name" }},
		{"replicas-policy", "keep", func(s *config.Spec) { s.ReplicasPolicy = "keep" }},
		{"strict", "true", func(s *config.Spec) { s.Strict = true }},
	}
	var keys []string
	for _, test := range tests {
		keys = append(keys, test.key)
		t.Run(test.key, func(t *testing.T) {
			spec, problems := load(t, configMap+"  "+test.key+": \""+test.value+"\"\n")
			assert.Empty(t, problems)
			want := defaults()
			test.set(&want)
			assert.Equal(t, want, spec)
			assert.Regexp(t, `^spec(\.[a-zA-Z]+)*$`, config.FlatField(test.key))
		})
	}
	assert.Equal(t, keys, config.FlatKeys())
	assert.Empty(t, config.FlatField("other"))
}

func TestFlatKeysWinOverTheSpecUnderConfig(t *testing.T) {
	spec, problems := load(t, configMap+"  annotation-prefix: flat\n  namespace: flat\n  config: |\n    annotationPrefix: below\n    namespace: below\n    strict: true\n")
	assert.Empty(t, problems)
	assert.Equal(t, "flat", spec.AnnotationPrefix)
	assert.Equal(t, "flat", spec.Namespace)
	assert.True(t, spec.Strict)
}

func TestAConfigMapWithoutAKindIsKpts(t *testing.T) {
	spec, problems := load(t, "data: {strict: \"true\"}")
	assert.Empty(t, problems)
	assert.True(t, spec.Strict)
}

func TestConfigMapProblemsPointIntoTheConfigMap(t *testing.T) {
	tests := []struct {
		name, data string
		want       problem.Problem
	}{
		{"an unknown key", "hpa-polcy: strip", problem.Problem{Path: "data.hpa-polcy", Message: "unknown key", Hint: `did you mean "hpa-policy"?`}},
		{"a field of the spec", "hpaPolicy: strip", problem.Problem{Path: "data.hpaPolicy", Message: "unknown key", Hint: `did you mean "hpa-policy"?`}},
		{
			"a key like none", "entirely-else: x",
			problem.Problem{Path: "data.entirely-else", Message: "unknown key", Hint: "known keys: annotation-prefix, config, hpa-policy, istio-callers, istio-cluster-domain, istio-data-plane, istio-gateway-name, istio-gateway-namespace, istio-ingress-use-waypoint, namespace, naming-deployment, naming-scaled-object, naming-service, prometheus-authentication, prometheus-labels, prometheus-namespace-label, prometheus-pod-label, prometheus-server-address, prometheus-server-namespace-label, prometheus-server-pod-label, replicas-policy, strict"},
		},
		{"no boolean", "strict: yes please", problem.Problem{Path: "data.strict", Message: `"yes please" is neither true nor false`}},
		{"an object", "strict: {a: b}", problem.Problem{Path: "data.strict", Message: "is not a string", Hint: "use a string"}},
		{"a spec that is not a string", "config: {strict: true}", problem.Problem{Path: "data.config", Message: "is not a string", Hint: "use a string"}},
		{"nothing", "namespace:", problem.Problem{Path: "data.namespace", Message: "has no value", Hint: "give it one, or remove it", Null: true}},
		{"an invalid value", "hpa-policy: keep", problem.Problem{Path: "data.hpa-policy", Message: `"keep" is not allowed`, Hint: "use strip, adopt or refuse"}},
		{"a key given twice", "strict: \"true\"\n  strict: \"false\"", problem.Problem{Path: "data.strict", Message: "is set twice, on lines 5 and 6", Hint: "keep one of the two"}},
		{"an unknown field under config", "config: \"stric: true\"", problem.Problem{Path: "data.config.stric", Message: "unknown field", Hint: `did you mean "strict"?`, Unknown: true}},
		{"an invalid value under config", "config: \"hpaPolicy: keep\"", problem.Problem{Path: "data.config.hpaPolicy", Message: `"keep" is not allowed`, Hint: "use strip, adopt or refuse"}},
		{"an empty spec under config", "config: \"\"", problem.Problem{Path: "data.config", Message: "is empty", Hint: "give it a value, or remove it"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, problems := load(t, configMap+"  "+test.data+"\n")
			assert.Equal(t, []problem.Problem{test.want}, problems)
		})
	}
}

func TestDataThatIsNotAnObject(t *testing.T) {
	_, problems := load(t, "kind: ConfigMap\ndata: [strict]")
	require.Len(t, problems, 1)
	assert.Equal(t, "data", problems[0].Path)
	assert.Equal(t, "must be an object, not a list", problems[0].Message)
}

func TestFlatPatternsAreMatchedByPosition(t *testing.T) {
	spec, problems := load(t, configMap+"  naming-deployment: \"a-{key},b-{key}\"\n  naming-scaled-object: \"so-{key}\"\n  naming-service: \"x-{key}, y-{key}\"\n")
	require.Empty(t, problems)
	assert.Equal(t, config.Namings{
		{Deployment: "a-{key}", ScaledObject: "so-{key}", Service: "x-{key}"},
		{Deployment: "b-{key}", ScaledObject: "so-{key}", Service: "y-{key}"},
	}, spec.Naming)
}

func TestFlatPatternsThatDoNotFit(t *testing.T) {
	tests := []struct{ name, data, path, message, hint string }{
		{"too many", "  naming-deployment: \"a-{key},b-{key}\"\n  naming-service: \"x-{key},y-{key},z-{key}\"\n", "data.naming-service", "has 3 patterns, but naming-deployment has 2; set one for each of those, or one for all", ""},
		{"several without workloads", "  naming-service: \"x-{key},y-{key}\"\n", "data.naming-service", "has 2 patterns, but naming-deployment has 1; set one for each of those, or one for all", ""},
		{"no key", "  naming-deployment: \"a-{key},b\"\n", "data.naming-deployment", `"b" must contain {key} exactly once`, "use a pattern such as prt-depl-modelhost-{key}"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, problems := load(t, configMap+test.data)
			assert.Equal(t, []problem.Problem{{Path: test.path, Message: test.message, Hint: test.hint}}, problems)
		})
	}
}
