package config_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/problem"
)

const head = "apiVersion: autoscaling.modelhost.dev/v1alpha1\nkind: ScaleModelHosts\n"

// load reads a functionConfig from its text.
func load(t *testing.T, text string) (config.Spec, []problem.Problem) {
	t.Helper()
	node, err := yaml.Parse(text)
	require.NoError(t, err)
	return config.Load(node.YNode())
}

func defaults() config.Spec {
	var spec config.Spec
	spec.Default()
	return spec
}

func TestLoadAcceptsEveryFormOfNothing(t *testing.T) {
	tests := []struct {
		name string
		node *yaml.Node
	}{
		{"absent", nil},
		{"without content", &yaml.Node{}},
		{"an empty document", &yaml.Node{Kind: yaml.DocumentNode}},
		{"null", yaml.MustParse("null").YNode()},
		{"a document of null", &yaml.Node{Kind: yaml.DocumentNode, Content: []*yaml.Node{yaml.MustParse("null").YNode()}}},
		{"{}", yaml.MustParse("{}").YNode()},
		{"data: {}", yaml.MustParse("data: {}").YNode()},
		{"data: null", yaml.MustParse("kind: ConfigMap\ndata: null").YNode()},
		{"kpt's own", yaml.MustParse("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: function-input}\ndata: {}").YNode()},
		{"a ConfigMap without data", yaml.MustParse("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: function-input}").YNode()},
		{"without a spec", yaml.MustParse(head).YNode()},
		{"with an empty spec", yaml.MustParse(head + "spec: {}").YNode()},
		{"with a null spec", yaml.MustParse(head + "spec:").YNode()},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			spec, problems := config.Load(test.node)
			assert.Empty(t, problems)
			assert.Equal(t, defaults(), spec)
		})
	}
}

func TestLoadRejectsOtherObjects(t *testing.T) {
	const hint = "use a ScaleModelHosts of autoscaling.modelhost.dev/v1alpha1, or a ConfigMap with flat keys"
	tests := []struct {
		name, text string
		want       problem.Problem
	}{
		{"a list", "[a]", problem.Problem{Message: "the functionConfig is not an object", Hint: hint}},
		{"a string", "text", problem.Problem{Message: "the functionConfig is not an object", Hint: hint}},
		{"no kind", "spec: {strict: true}", problem.Problem{Path: "kind", Message: "is missing", Hint: hint}},
		{"data and a spec", "data: {}\nspec: {}", problem.Problem{Path: "kind", Message: "is missing", Hint: hint}},
		{"another kind", "apiVersion: v1\nkind: Secret", problem.Problem{Path: "kind", Message: `"Secret" is not a functionConfig of this function`, Hint: hint}},
		{"no version", "kind: ScaleModelHosts", problem.Problem{Path: "apiVersion", Message: `"" is not supported`, Hint: "use autoscaling.modelhost.dev/v1alpha1"}},
		{"another version", "apiVersion: autoscaling.modelhost.dev/v1\nkind: ScaleModelHosts", problem.Problem{Path: "apiVersion", Message: `"autoscaling.modelhost.dev/v1" is not supported`, Hint: "use autoscaling.modelhost.dev/v1alpha1"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, problems := load(t, test.text)
			assert.Equal(t, []problem.Problem{test.want}, problems)
		})
	}
}

func TestLoadIsStrict(t *testing.T) {
	tests := []struct{ name, spec, path, message, hint string }{
		{"an unknown field", "{hpaPolcy: strip}", "spec.hpaPolcy", "unknown field", `did you mean "hpaPolicy"?`},
		{"an unknown field below", "{prometheus: {url: x}}", "spec.prometheus.url", "unknown field", "known fields: serverAddress, authentication, labels, podLabel, namespaceLabel, serverPodLabel, serverNamespaceLabel"},
		{"a field of settings, inlined", "{profiles: {p: {minReplica: 1}}}", "spec.profiles.p.minReplica", "unknown field", `did you mean "minReplicas"?`},
		{"a field of KEDA's, inlined", "{authentication: {a: {podidentity: {}}}}", "spec.authentication.a.podidentity", "unknown field", `did you mean "podIdentity"?`},
		{"a number for a string", "{namespace: 5}", "spec.namespace", "must be a string, not 5 (an integer)", `quote it: "5"`},
		{"a string for a boolean", `{strict: "true"}`, "spec.strict", `must be true or false, not "true" (a string)`, "use true"},
		{"a string for a number", `{limits: {maxReplicas: "5"}}`, "spec.limits.maxReplicas", `must be an integer, not "5" (a string)`, "use 5 without quotes"},
		{"a duplicate key", "{strict: true, strict: false}", "spec.strict", "is set twice, on lines 3 and 3", "keep one of the two"},
		{"no duration", "{defaults: {cooldownPeriod: long}}", "spec.defaults.cooldownPeriod", `"long" is not a duration; use 15s, 5m or a number of seconds`, ""},
		{"no amount", "{defaults: {signals: {gpu: {target: [70]}}}}", "spec.defaults.signals.gpu.target", "expected a number or a string", ""},
		{"a boolean amount", "{defaults: {signals: {gpu: {target: true}}}}", "spec.defaults.signals.gpu.target", "true is not a number", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, problems := load(t, head+"spec: "+test.spec)
			require.NotEmpty(t, problems)
			assert.Equal(t, problem.Problem{Path: test.path, Message: test.message, Hint: test.hint, Unknown: test.message == "unknown field"}, problems[0])
		})
	}
}

func TestLoadReportsAllAtOnce(t *testing.T) {
	_, problems := load(t, head+`spec:
  stric: true
  namespace: 5
  hpaPolicy: keep
  prometheus: {serverAddress: prometheus}
  signals: {queue: {query: 5}}
`)
	var paths []string
	for _, p := range problems {
		paths = append(paths, p.Path)
	}
	// The unreadable query is not also reported as empty.
	assert.Equal(t, []string{"spec.stric", "spec.namespace", "spec.signals.queue.query", "spec.prometheus.serverAddress", "spec.hpaPolicy"}, paths)
}

func TestLoadReadsMetadataOfAnyForm(t *testing.T) {
	_, problems := load(t, head+"metadata: {name: x, annotations: {config.kubernetes.io/function: 'exec: {path: x}'}, creationTimestamp: null, generation: 5}\n")
	assert.Empty(t, problems)
}

func TestIsOwn(t *testing.T) {
	assert.True(t, config.IsOwn(yaml.MustParse(head).YNode()))
	assert.True(t, config.IsOwn(yaml.MustParse("apiVersion: autoscaling.modelhost.dev/v2\nkind: ScaleModelHosts").YNode()))
	assert.False(t, config.IsOwn(yaml.MustParse("apiVersion: example.com/v1\nkind: ScaleModelHosts").YNode()))
	assert.False(t, config.IsOwn(yaml.MustParse("apiVersion: v1\nkind: ConfigMap").YNode()))
	assert.False(t, config.IsOwn(nil))
}
