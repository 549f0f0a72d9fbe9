package crd_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/crd"
)

// testdata/oracle/keda compares more than 10,000 objects with the API server.

func object(t *testing.T, kind, spec string) *yaml.Node {
	n, err := yaml.Parse("kind: " + kind + "\nmetadata: {name: a}\nspec: " + spec + "\n")
	require.NoError(t, err)
	return n.YNode()
}

func check(t *testing.T, group, kind, spec string) crd.Report {
	return crd.Check(group, kind, object(t, kind, spec))
}

func text(problems []crd.Problem) string {
	var lines []string
	for _, p := range problems {
		lines = append(lines, p.String())
	}
	return strings.Join(lines, "\n")
}

const sound = `scaleTargetRef: {name: a}, triggers: [{type: cpu, metadata: {value: "75"}}]`

func TestCheck(t *testing.T) {
	for spec, want := range map[string]string{
		`{` + sound + `}`:                                                                                                       "",
		`{` + sound + `, minReplicaCount: 1.0}`:                                                                                 "",
		`{` + sound + `, minReplicaCount: null, fallback: null}`:                                                                "",
		`{` + sound + `, fallback: {failureThreshold: 3, replicas: 1, behavior: null}}`:                                         "",
		`{` + sound + `, minReplicaCount: "1"}`:                                                                                 `spec.minReplicaCount: must be an integer, not "1" (a string); use 1 without quotes`,
		`{` + sound + `, minReplicaCount: 1.5}`:                                                                                 `spec.minReplicaCount: must be an integer, not 1.5 (a number)`,
		`{` + sound + `, minReplicaCount: 4294967296}`:                                                                          "spec.minReplicaCount: 4294967296 is more than 2147483647; use 2147483647 or less",
		`{` + sound + `, minReplicas: 5}`:                                                                                       "spec.minReplicas: a ScaledObject has no such field in spec; minReplicaCount is 0, the default; use minReplicaCount",
		`{` + sound + `, maxReplicas: 5, maxReplicaCount: 7}`:                                                                   "spec.maxReplicas: a ScaledObject has no such field in spec; maxReplicaCount is 7; use maxReplicaCount",
		`{` + sound + `, fallback: {failureThreshold: 3, replicas: 1, behaviour: currentReplicas}}`:                             "spec.fallback.behaviour: a ScaledObject has no such field in spec.fallback; behavior is static, the default; use behavior",
		`{` + sound + `, fallback: {failureThreshold: 3}}`:                                                                      "spec.fallback.replicas: is missing; use an integer of at least 0",
		`{` + sound + `, advanced: {horizontalPodAutoscalerConfig: {behavior: {scaleUp: {policies: []}}}}}`:                     "",
		`{` + sound + `, advanced: {horizontalPodAutoscalerConfig: {behavior: {scaleUp: {stabilizationWindowSeconds: 3601}}}}}`: "spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleUp.stabilizationWindowSeconds: 3601 is out of range; use 0 to 3600",
		`{` + sound + `, advanced: {horizontalPodAutoscalerConfig: {behavior: {scaleUp: {tolerance: 0.05}}}}}`:                  "spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleUp.tolerance: must be an integer or a string, not 0.05 (a number); quote it: \"0.05\"",
		`{` + sound + `, advanced: {horizontalPodAutoscalerConfig: {behavior: {scaleUp: {tolerance: "5 percent"}}}}}`:           `spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleUp.tolerance: "5 percent" is not a quantity; use a quantity such as 0.05 or 500m`,
		`{` + sound + `, minReplicaCount: 101}`:                                                                                 "spec: minReplicaCount is above maxReplicaCount, which defaults to 100; lower minReplicaCount, or raise maxReplicaCount",
		`{` + sound + `, minReplicaCount: "${MIN}", maxReplicaCount: '{{ .Values.max }}', '${MORE}': 5, unknown: 5}`:            "spec.unknown: a ScaledObject has no such field in spec; known fields: advanced, cooldownPeriod, fallback, idleReplicaCount, initialCooldownPeriod, maxReplicaCount, minReplicaCount, pollingInterval, scaleTargetRef, triggers",
		`"${SPEC}"`: "",
		`{scaleTargetRef: {name: a}, triggers: []}`: "spec.triggers: has 0 items; the minimum is 1; add one",
		`{scaleTargetRef: {name: a}}`:               "spec.triggers: is missing; set it to a list",
		`{scaleTargetRef: {name: a}, triggers: [{type: cpu, metadata: {value: 75, password: 5}}]}`: "spec.triggers[0].metadata.value: must be a string, not an integer; quote it\nspec.triggers[0].metadata.password: must be a string, not an integer; quote it",
		`{scaleTargetRef: {name: a, name: b}, triggers: [null]}`:                                   "spec.scaleTargetRef.name: is set twice, on lines 3 and 3; keep one of the two\nspec.triggers[0]: has no value; give it one, or remove it",
	} {
		assert.Equal(t, want, text(check(t, "keda.sh", "ScaledObject", spec).Problems), spec)
	}
}

func TestOtherKinds(t *testing.T) {
	for _, c := range []struct{ group, kind, spec, want string }{
		{"http.keda.sh", "InterceptorRoute", `{target: {service: a, port: "8080"}, scalingMetric: {concurrency: {targetValue: 5}}}`, `spec.target.port: must be an integer, not "8080" (a string); use 8080 without quotes`},
		{"http.keda.sh", "InterceptorRoute", `{target: {service: a, port: 80, portName: b}, scalingMetric: {}}`, "spec.target: has both port and portName, or neither; set exactly one of them\nspec.scalingMetric: has neither concurrency nor requestRate; set at least one of them"},
		{"http.keda.sh", "InterceptorRoute", `{target: {service: a, port: 80}, rules: [{hosts: [a, b, a]}], scalingMetric: {concurrency: {targetValue: 5}}}`, "spec.rules[0].hosts[2]: duplicates item 0; keep one of the two"},
		{"http.keda.sh", "InterceptorRoute", `{target: {service: a, port: 80}, rules: [{headers: [{name: a}, {name: a, value: b}]}], scalingMetric: {concurrency: {targetValue: 5}}}`, "spec.rules[0].headers[1]: has the same name as item 0; keep one of the two"},
		{"http.keda.sh", "HTTPScaledObject", `{hosts: [a], scaleTargetRef: {service: a, port: 80}, replicas: {min: -1}}`, ""},
		{"keda.sh", "TriggerAuthentication", `{secretTargetRef: [{name: a, key: b}]}`, "spec.secretTargetRef[0].parameter: is missing; give it a value"},
		{"keda.sh", "ClusterTriggerAuthentication", `{podIdentity: {provider: amazon}}`, `spec.podIdentity.provider: its value is not supported; use azure-workload, gcp, aws, aws-eks or none`},
		{"keda.sh", "ScaledJob", `{jobTargetRef: {template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, env: [{name: P, value: 555777}]}]}}}, triggers: [{type: cron, metadata: {}}]}`, "spec.jobTargetRef.template.spec.containers[0].env[0].value: must be a string, not an integer; quote it"},
		{"eventing.keda.sh", "CloudEventSource", `{destination: {http: {uri: a}}, eventSubscription: {includedEventTypes: [a]}}`, `spec.eventSubscription.includedEventTypes[0]: "a" is not supported; use keda.scaledobject.ready.v1`},
		{"apps", "Deployment", `{a: b}`, ""},
	} {
		got := text(check(t, c.group, c.kind, c.spec).Problems)
		if c.want == "" {
			assert.Empty(t, got, c.spec)
			continue
		}
		assert.Contains(t, got, c.want, c.spec)
		assert.NotContains(t, got, "metadata: is missing", c.spec)
	}
}

func TestStatusAndMetadataAreNotChecked(t *testing.T) {
	n, err := yaml.Parse("metadata: 5\nstatus: {a: [b]}\nspec: {" + sound + "}\nspek: {}\n")
	require.NoError(t, err)
	assert.Equal(t, "spek: a ScaledObject has no such field; use spec", text(crd.Check("keda.sh", "ScaledObject", n.YNode()).Problems))
}

func TestPlaceholdersAreCounted(t *testing.T) {
	report := check(t, "keda.sh", "ScaledObject", `{scaleTargetRef: {name: "${X}"}, minReplicaCount: "${MIN:=5}", triggers: [{type: cpu, metadata: {value: "{{ .Values.cpu }}"}}]}`)
	assert.Empty(t, text(report.Problems))
	assert.Equal(t, []string{"spec.scaleTargetRef.name", "spec.minReplicaCount", "spec.triggers[0].metadata.value"}, report.Placeholders)
}

func TestWordsThatReadersDisagreeOnAreAmbiguous(t *testing.T) {
	report := check(t, "keda.sh", "ScaledObject", `{scaleTargetRef: {name: on}, triggers: [{type: cpu, useCachedMetrics: no, metadata: {value: "yes"}}]}`)
	assert.Empty(t, text(report.Problems))
	assert.Equal(t, "spec.scaleTargetRef.name: kubectl reads on as true, kustomize as a string; quote it: \"on\"\n"+
		"spec.triggers[0].useCachedMetrics: kubectl reads no as false, kustomize as a string; use false", text(report.Ambiguous))
}

func TestKinds(t *testing.T) {
	assert.Equal(t, []string{"ClusterTriggerAuthentication", "ScaledJob", "ScaledObject", "TriggerAuthentication"}, crd.Kinds("keda.sh"))
	assert.Equal(t, []string{"CloudEventSource", "ClusterCloudEventSource"}, crd.Kinds("eventing.keda.sh"))
	assert.Equal(t, []string{"HTTPScaledObject", "InterceptorRoute"}, crd.Kinds("http.keda.sh"))
	assert.True(t, crd.IsNamespaced("keda.sh", "TriggerAuthentication"))
	assert.False(t, crd.IsNamespaced("keda.sh", "ClusterTriggerAuthentication"))
	assert.True(t, crd.Known("keda.sh", "ScaledObject"))
	assert.False(t, crd.Known("keda.sh", "Deployment"))
	assert.False(t, crd.Known("", ""))
}

// Any object is checked within a second.
func FuzzCheck(f *testing.F) {
	for _, seed := range []string{
		"spec: {" + sound + "}", "spec: {minReplicas: 5, triggers: {}}", "spec: ${X}", "a: &a [*a]", "spec: {{ .Values }}", "spec: [[[[[]]]]]",
		"spec: {triggers: [{metadata: {a: 1}, metadata: {a: 1}}]}", "? {a: b}\n: c", "spec: {jobTargetRef: {template: {spec: {containers: [{ports: [{}, {}]}]}}}}",
	} {
		f.Add("ScaledObject", seed)
		f.Add("InterceptorRoute", seed)
		f.Add("ScaledJob", seed)
	}
	f.Fuzz(func(t *testing.T, kind, text string) {
		n, err := yaml.Parse(text)
		if err != nil {
			return
		}
		start := time.Now()
		for _, group := range []string{"keda.sh", "http.keda.sh", "eventing.keda.sh"} {
			report := crd.Check(group, kind, n.YNode())
			for _, p := range report.Problems {
				assert.NotEmpty(t, p.Message)
				assert.NotEmpty(t, p.Path)
			}
		}
		assert.Less(t, time.Since(start), time.Second+time.Duration(len(text))*time.Millisecond)
	})
}
