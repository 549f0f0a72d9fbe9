package encoding_test

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
	"sigs.k8s.io/kustomize/kyaml/yaml"
	sigsyaml "sigs.k8s.io/yaml"

	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

func write(t require.TestingT, v any) string {
	out, err := yaml.Marshal(encoding.Node(v))
	require.NoError(t, err)
	return string(out)
}

func TestNodeKeepsTheOrderOfTheFields(t *testing.T) {
	spec := keda.ScaledObjectSpec{
		ScaleTargetRef:  &keda.ScaleTargetRef{Name: "prt-depl-modelhost-llama"},
		MinReplicaCount: new(int32),
		Advanced: &keda.Advanced{
			RestoreToOriginalReplicaCount: new(bool),
			HorizontalPodAutoscalerConfig: &keda.HPAConfig{Name: "llama", Behavior: &keda.Behavior{ScaleUp: &keda.ScalingRules{
				Policies:  []keda.ScalingPolicy{{Type: keda.PolicyPods, Value: 4, PeriodSeconds: 15}},
				Tolerance: "0.05",
			}}},
		},
		Triggers: []keda.Trigger{{
			Type: keda.TriggerPrometheus, Name: "gpu", MetricType: keda.MetricTypeValue,
			Metadata: keda.Metadata{
				"threshold": "70", "serverAddress": "http://prometheus:80", "query": "avg(\n  up{pod=~\"a\\\\.b\"}\n)\n", "ignoreNullValues": "false",
			},
			AuthenticationRef: &keda.AuthenticationRef{Name: "auth"},
		}},
	}
	assert.Equal(t, `scaleTargetRef:
  name: prt-depl-modelhost-llama
minReplicaCount: 0
advanced:
  restoreToOriginalReplicaCount: false
  horizontalPodAutoscalerConfig:
    name: llama
    behavior:
      scaleUp:
        policies:
        - type: Pods
          value: 4
          periodSeconds: 15
        tolerance: "0.05"
triggers:
- type: prometheus
  name: gpu
  metricType: Value
  metadata:
    ignoreNullValues: "false"
    query: |
      avg(
        up{pod=~"a\\.b"}
      )
    serverAddress: "http://prometheus:80"
    threshold: "70"
  authenticationRef:
    name: auth
`, write(t, spec))
}

func TestNodeWritesStrings(t *testing.T) {
	plain := []string{"llama", "arn:aws:iam::1:role/r", "prt-depl-modelhost-llama", "apps/v1", "http://a.b:80/c", "500m", "8Gi", "1.5Gi", "15s", "a b", "_x", "v1.2.3", "secretV2", "no-op"}
	for _, s := range plain {
		assert.Equal(t, s+"\n", write(t, s))
	}
	quoted := []string{
		"", " ", "~", "null", "Null", "yes", "No", "on", "OFF", "y", "N", "true", "FALSE", "1", "-1", "+1", "0x1", "0o7", "0b1", "010", "1_000",
		"1e3", "1E5", "5E", "1.5", ".5", ".inf", ".nan", "NaN", "2024-01-01", "2024-01-01T00:00:00Z", "12:30", "12:30:45", "1:2", "<<", "=", "!x", "*x", "&x",
		"- a", "-", "?", "a: b", "a:", "a #b", "#a", "[a]", "{a}", "a, b", "@x", "`x", "%x", "|", ">", "'a'", "\"a\"", " a", "a ", "---", "...", "a\tb", "a\rb", "é", "a\u2028b", "\ufeffa",
	}
	for _, s := range quoted {
		assert.Equal(t, byte('"'), write(t, s)[0], "%q", s)
	}
}

func TestNodeWritesLines(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"no newline at the end", "a\nb", "k: |-\n  a\n  b\n"},
		{"one newline at the end", "a\nb\n", "k: |\n  a\n  b\n"},
		{"a single line with its newline", "a\n", "k: |\n  a\n"},
		{"an empty line inside", "a\n\nb", "k: |-\n  a\n\n  b\n"},
		{"two newlines at the end", "a\n\n", `k: "a\n\n"` + "\n"},
		{"a blank at a line's end", "a \nb", `k: "a \nb"` + "\n"},
		{"a blank at the start", " a\nb", `k: " a\nb"` + "\n"},
		{"an empty first line", "\na", `k: "\na"` + "\n"},
		{"only a newline", "\n", `k: "\n"` + "\n"},
		{"a tab", "a\n\tb", `k: "a\n\tb"` + "\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want, write(t, map[string]string{"k": tt.text}))
			assert.Equal(t, tt.want, write(t, keda.Trigger{Metadata: keda.Metadata{"k": tt.text}}.Metadata))
		})
	}
}

// Encoders other than this one must not have to fall back to quotes.
func TestNodeUsesABlockOnlyIfPossible(t *testing.T) {
	assert.Equal(t, yaml.LiteralStyle, encoding.Node("a\nb").Style)
	assert.Equal(t, yaml.DoubleQuotedStyle, encoding.Node("a \nb").Style)
	assert.Equal(t, yaml.DoubleQuotedStyle, encoding.Node("a\n\tb").Style)
}

func TestNodeWritesOtherValues(t *testing.T) {
	given := &yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{
		{Kind: yaml.ScalarNode, Value: "z"},
		{Kind: yaml.ScalarNode, Value: "1"},
		{Kind: yaml.ScalarNode, Value: "a"},
		{Kind: yaml.ScalarNode, Value: "2"},
	}}
	tests := []struct {
		name  string
		value any
		want  string
	}{
		{"nil", nil, "null\n"},
		{"a nil pointer", (*keda.Fallback)(nil), "null\n"},
		{"a nil node", (*yaml.Node)(nil), "null\n"},
		{"a node keeps its order", map[string]any{"k": given}, "k:\n  z: 1\n  a: 2\n"},
		{"a node by value", *given, "z: 1\na: 2\n"},
		{"sorted keys, quoted where needed", map[string]any{"on": 1, "b": true}, "b: true\n\"on\": 1\n"},
		{"a list", []any{int64(-1), 1.5, json.Number("99999999999999999999"), json.Number("1.5e3"), uint8(2)}, "- -1\n- 1.5\n- 99999999999999999999\n- 1.5e3\n- 2\n"},
		{"whole and large floats", []float64{3, 1e300, math.Inf(1), math.Inf(-1)}, "- 3\n- 1e+300\n- .inf\n- -.inf\n"},
		{"empty ones", map[string]any{"l": []string{}, "m": map[string]any{}}, "l: []\nm: {}\n"},
		{"a trigger without metadata", keda.Trigger{Type: "cron"}, "type: cron\nmetadata: {}\n"},
		{"a function", func() {}, "null\n"},
		{"invalid UTF-8", "a\xff", "\"a\uFFFD\"\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { assert.Equal(t, tt.want, write(t, tt.value)) })
	}
}

// anyText draws text that often contains what is difficult in YAML.
func anyText() *rapid.Generator[string] {
	parts := rapid.SampledFrom([]string{
		"\n", "\n", " ", "\t", "\r", ":", "#", "- ", "a", "b c", "0", "1e3", "x1", "'", "\"", "\\", "{", "|", "%", "yes", "~", "é", "\u0085", "\u2028", "\ufeff", "\x00", "😀", "---", "...", "null",
	})
	return rapid.OneOf(
		rapid.String(),
		rapid.Map(rapid.SliceOfN(parts, 0, 8), func(s []string) (text string) {
			for _, p := range s {
				text += p
			}
			return text
		}),
		rapid.StringMatching(`[0-9a-zA-Z_.:+/-]{0,10}`),
	)
}

func TestNodeRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := keda.Trigger{
			Type: anyText().Draw(t, "type"), Name: anyText().Draw(t, "name"),
			Metadata: rapid.MapOf(anyText(), anyText()).Draw(t, "metadata"),
		}
		text := write(t, want)

		var bySigs keda.Trigger
		require.NoError(t, sigsyaml.Unmarshal([]byte(text), &bySigs), text)
		require.Equal(t, want, bySigs, text)

		// Without a type, YAML 1.1 also reads all of them as strings.
		var untyped struct{ Metadata map[string]any }
		require.NoError(t, sigsyaml.Unmarshal([]byte(write(t, map[string]any{"Metadata": map[string]string(want.Metadata)})), &untyped))
		for key, value := range want.Metadata {
			require.Equal(t, any(value), untyped.Metadata[key])
		}

		again, err := yaml.Parse(text)
		require.NoError(t, err)
		rewritten, err := again.String()
		require.NoError(t, err)
		require.Equal(t, text, rewritten, "kyaml must not rewrite it")

		node, problems := strictyaml.Parse(rewritten, "")
		require.Empty(t, problems)
		var byStrict keda.Trigger
		require.Empty(t, strictyaml.Decode(node, "", &byStrict), text)
		require.Equal(t, want, byStrict, text)

		// Decoding the node itself gives the same.
		var unwritten keda.Trigger
		require.Empty(t, strictyaml.Decode(encoding.Node(want), "", &unwritten))
		require.Equal(t, want, unwritten)
	})
}
