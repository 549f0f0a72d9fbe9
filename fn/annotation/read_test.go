package annotation_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/annotation"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

func ptr[T any](v T) *T { return &v }

// values lists valid and invalid values for every annotation.
var values = map[string]struct {
	good map[string]annotation.Values
	bad  map[string]string
}{
	"enabled": {
		map[string]annotation.Values{"true": {Enabled: true}, "false": {}},
		map[string]string{"no": `"no" is neither true nor false`, "": `"" is neither true nor false`, "False": `"False" is neither true nor false`},
	},
	"profile": {
		map[string]annotation.Values{"gpu-bound": {Enabled: true, Profile: "gpu-bound"}},
		map[string]string{"": "is empty", " ": "is empty"},
	},
	"key": {
		map[string]annotation.Values{"llama": {Enabled: true, Key: "llama"}, "llama-3-1": {Enabled: true, Key: "llama-3-1"}},
		map[string]string{"": `"" is not a valid key`, "Llama": `"Llama" is not a valid key`, "-a": `"-a" is not a valid key`, "a.b": `"a.b" is not a valid key`, strings.Repeat("a", 64): "is not a valid key"},
	},
	"service": {
		map[string]annotation.Values{"llama-api": {Enabled: true, Service: "llama-api"}},
		map[string]string{"": `is not a valid Service name`, "llama.models": `"llama.models" is not a valid Service name`},
	},
	"min-replicas": {
		map[string]annotation.Values{"0": with(config.Settings{MinReplicas: ptr(int32(0))}), "2": with(config.Settings{MinReplicas: ptr(int32(2))})},
		map[string]string{"-1": "-1 is less than 0", "1.5": `"1.5" is not an integer`, "two": `"two" is not an integer`, "": `"" is not an integer`, "+1": `"+1" is not an integer`, "2147483648": "2147483648 is more than 2147483647"},
	},
	"max-replicas": {
		map[string]annotation.Values{"1": with(config.Settings{MaxReplicas: ptr(int32(1))}), "2147483647": with(config.Settings{MaxReplicas: ptr(int32(2147483647))})},
		map[string]string{"0": "0 is less than 1", "1e1": `"1e1" is not an integer`, "99999999999999999999": "is more than 2147483647"},
	},
	"idle-replicas": {
		map[string]annotation.Values{"0": with(config.Settings{IdleReplicas: ptr(int32(0))})},
		map[string]string{"-1": "-1 is less than 0", "-99999999999999999999": "is less than 0"},
	},
	"polling-interval": {
		map[string]annotation.Values{"15s": with(config.Settings{PollingInterval: ptr(config.Seconds(15))}), "1": with(config.Settings{PollingInterval: ptr(config.Seconds(1))})},
		map[string]string{"0s": "0s is less than 1s", "quarter": `"quarter" is not a duration`},
	},
	"cooldown-period": {
		map[string]annotation.Values{"0": with(config.Settings{CooldownPeriod: ptr(config.Seconds(0))}), "5m": with(config.Settings{CooldownPeriod: ptr(config.Seconds(300))})},
		map[string]string{"-5m": `"-5m" is negative`, "": `"" is not a duration`, "1500ms": "is not a multiple of 1s; use a duration such as 15s"},
	},
	"initial-cooldown-period": {
		map[string]annotation.Values{"1h30m": with(config.Settings{InitialCooldownPeriod: ptr(config.Seconds(5400))})},
		map[string]string{"5 m": `"5 m" is not a duration`},
	},
	"triggers": {
		map[string]annotation.Values{
			"[]": with(config.Settings{Triggers: []config.Trigger{}}),
			"- signal: gpu\n  target: 70\n": with(config.Settings{Triggers: []config.Trigger{
				{Signal: "gpu", SignalSetting: config.SignalSetting{Target: "70"}},
			}}),
			`[{type: cron, metadata: {desiredReplicas: "2"}}]`: with(config.Settings{Triggers: []config.Trigger{
				{Trigger: keda.Trigger{Type: "cron", Metadata: keda.Metadata{"desiredReplicas": "2"}}},
			}}),
		},
		map[string]string{"{}": "must be a list", "": "is empty", "[": "is not valid YAML", "[{type: cron, metadata: {desiredReplicas: 2}}]": "must be a string", "[{type: cron, metdata: {}}]": "unknown field", "a: b\n---\nc: d\n": "more than one YAML document"},
	},
	"http-hosts": {
		map[string]annotation.Values{
			"llama.example.com":      with(config.Settings{HTTPHosts: []string{"llama.example.com"}}),
			"a.b, *.c,\n  $(key).d,": with(config.Settings{HTTPHosts: []string{"a.b", "*.c", "$(key).d"}}),
		},
		map[string]string{"": "is empty", " ": "is empty", " , ": "is empty"},
	},
	"http-paths": {
		map[string]annotation.Values{"/v1/llama /v2": with(config.Settings{HTTPPaths: []string{"/v1/llama", "/v2"}})},
		map[string]string{"": "is empty"},
	},
	"http-port": {
		map[string]annotation.Values{
			"http": with(config.Settings{HTTPPort: &config.Port{Name: "http"}}),
			"8000": with(config.Settings{HTTPPort: &config.Port{Number: 8000}}),
		},
		map[string]string{"": `"" is not a port`, "0": `"0" is not a port`, "HTTP": `"HTTP" is not a port`, "65536": `"65536" is not a port`},
	},
	"cold-start": {
		map[string]annotation.Values{"10m": with(config.Settings{ColdStart: ptr(config.Seconds(600))})},
		map[string]string{"0s": "0s is less than 1s", "long": `"long" is not a duration`},
	},
	"schedule": {
		map[string]annotation.Values{
			"Mon-Fri 08:00-20:00 Europe/Berlin: 3":                   with(config.Settings{Schedule: config.Schedule{"Mon-Fri 08:00-20:00 Europe/Berlin: 3"}}),
			"\nMon 08:00-20:00 UTC: 3\n\n  Tue 08:00-20:00 UTC: 2\n": with(config.Settings{Schedule: config.Schedule{"Mon 08:00-20:00 UTC: 3", "Tue 08:00-20:00 UTC: 2"}}),
			"off": with(config.Settings{Schedule: config.Schedule{}}),
		},
		map[string]string{
			"": "is empty", "always": `"always" is not a valid schedule line`, "Mon-Fri 20:00-08:00 UTC: 3": "20:00-08:00 ends before it begins",
			"Mon 08:00-20:00 UTC: 3\nMon 19:00-21:00 UTC: 1": "overlaps with line 1, on Mon at 19:00 UTC",
		},
	},
	"behavior": {
		map[string]annotation.Values{"{scaleUp: {stabilizationWindowSeconds: 60}}": with(config.Settings{Behavior: &keda.Behavior{
			ScaleUp: &keda.ScalingRules{StabilizationWindowSeconds: ptr(int32(60))},
		}})},
		map[string]string{"{scaleup: {}}": "unknown field", "[]": "must be an object", "{scaleUp: {stabilizationWindowSeconds: 1m}}": "must be an integer"},
	},
	"fallback": {
		map[string]annotation.Values{"{failureThreshold: 3, replicas: 2}": with(config.Settings{Fallback: &keda.Fallback{FailureThreshold: ptr(int32(3)), Replicas: ptr(int32(2))}})},
		map[string]string{"3": "must be an object", "{failures: 3}": "unknown field"},
	},
	"authentication": {
		map[string]annotation.Values{"prometheus-trigger-auth": with(config.Settings{Authentication: "prometheus-trigger-auth"})},
		map[string]string{"": "is empty"},
	},
	"hpa-policy": {
		map[string]annotation.Values{"strip": {Enabled: true, HPAPolicy: "strip"}, "refuse": {Enabled: true, HPAPolicy: "refuse"}},
		map[string]string{"keep": `"keep" is not allowed`, "Strip": `"Strip" is not allowed`, "": `"" is not allowed`},
	},
	"replicas-policy": {
		map[string]annotation.Values{"strip": {Enabled: true, ReplicasPolicy: "strip"}, "keep": {Enabled: true, ReplicasPolicy: "keep"}},
		map[string]string{"refuse": `"refuse" is not allowed`},
	},
	"paused": {
		map[string]annotation.Values{"true": {Enabled: true, Paused: ptr(true)}, "false": {Enabled: true, Paused: ptr(false)}},
		map[string]string{"on": `"on" is neither true nor false`},
	},
	"paused-replicas": {
		map[string]annotation.Values{"0": {Enabled: true, PausedReplicas: ptr(int32(0))}},
		map[string]string{"-1": "-1 is less than 0"},
	},
	"ignore": { // the lint reads it
		map[string]annotation.Values{"[]": {Enabled: true}, "text": {Enabled: true}},
		map[string]string{},
	},
	"scaled-object": {
		map[string]annotation.Values{},
		map[string]string{"[]": "is not an object", "text": "is not an object", "": "is empty", "{": "is not valid YAML"},
	},
}

func with(s config.Settings) annotation.Values { return annotation.Values{Enabled: true, Settings: s} }

func TestEveryAnnotationIsTested(t *testing.T) {
	for _, k := range annotation.Vocabulary() {
		assert.Contains(t, values, k.Name)
	}
	assert.Len(t, values, len(annotation.Vocabulary()))
}

func TestValidAnnotations(t *testing.T) {
	for key, test := range values {
		for text, want := range test.good {
			t.Run(key+" "+text, func(t *testing.T) {
				want.Raw = annotations{key: text}
				in, problems := annotation.Parse(annotations{key: text}, signals)
				assert.Empty(t, problems)
				assert.Equal(t, want, in)
			})
		}
	}
}

func TestInvalidAnnotations(t *testing.T) {
	for key, test := range values {
		for text, message := range test.bad {
			t.Run(key+" "+text, func(t *testing.T) {
				_, problems := annotation.Parse(annotations{key: text}, signals)
				require.NotEmpty(t, problems)
				for _, p := range problems {
					assert.Equal(t, key, p.Key)
					assert.False(t, p.IsUnknownKey())
					assert.Contains(t, p.Message, message)
				}
			})
		}
	}
}

// An invalid value of enabled does not opt out.
func TestOnlyFalseDisables(t *testing.T) {
	in, problems := annotation.Parse(annotations{"enabled": "no"}, signals)
	assert.NotEmpty(t, problems)
	assert.True(t, in.Enabled)
}

func TestScaledObjectIsKeptUnchanged(t *testing.T) {
	in, problems := annotation.Parse(annotations{"scaled-object": "{advanced: {restoreToOriginalReplicaCount: true}}"}, signals)
	assert.Empty(t, problems)
	require.NotNil(t, in.Settings.ScaledObject)
	assert.Equal(t, "advanced", in.Settings.ScaledObject.Content[0].Value)
}

func TestHints(t *testing.T) {
	tests := []struct{ key, text, hint string }{
		{"enabled", "no", `use "true" or "false"`},
		{"hpa-policy", "stripp", "did you mean strip?"},
		{"hpa-policy", "delete-it-all", "use strip, adopt or refuse"},
		{"min-replicas", "few", "use an integer of at least 0"},
		{"max-replicas", "0", "use an integer of at least 1"},
		{"polling-interval", "0", "use 1s or more"},
		{"triggers", "[{type: cron, metdata: {}}]", `did you mean "metadata"?`},
		{"triggers", "[{type: cron, metadata: {desiredReplicas: 2}}]", `quote it: "2"`},
		{"schedule", "Mon-Fri 20:00-08:00 UTC: 3", `to continue after midnight, use "Mon-Fri 20:00-24:00 UTC: 3" and "Tue-Sat 00:00-08:00 UTC: 3"`},
		{"key", "Llama", "use at most 63 lowercase letters, digits and dashes, with a letter or digit at both ends"},
	}
	for _, test := range tests {
		t.Run(test.key+" "+test.text, func(t *testing.T) {
			_, problems := annotation.Parse(annotations{test.key: test.text}, signals)
			require.Len(t, problems, 1)
			assert.Equal(t, test.hint, problems[0].Hint)
		})
	}
}
