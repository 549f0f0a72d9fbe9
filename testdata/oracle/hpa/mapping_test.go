package hpa_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/yaml"

	oracle "modelhost.dev/scale-modelhosts/testdata/oracle/hpa"
)

const (
	host = "prt-depl-modelhost-llama"
	// sixty and eighty are the cpu triggers of most cases.
	sixty  = `triggers: [{type: cpu, metricType: Utilization, metadata: {value: "60"}}]`
	eighty = `triggers: [{type: cpu, metricType: Utilization, metadata: {value: "80"}}]`
)

// mapping is an HPA with the fields of the ScaledObject that adopts it.
type mapping struct {
	name, version string
	// annotations and spec are the HPA's, in flow style. The target is added, and a maximum of
	// 9 if it has none.
	annotations, spec string
	// want lists fields of the ScaledObject's spec.
	want string
}

var mappings = []mapping{
	{"minReplicas, 1 where absent", "v2", "", "", "minReplicaCount: 1"},
	{"minReplicas", "v2", "", "minReplicas: 3", "minReplicaCount: 3"},
	{"maxReplicas", "v2", "", "maxReplicas: 200", "maxReplicaCount: 200"},
	{"the counts of v1", "v1", "", "minReplicas: 3, maxReplicas: 4", "{minReplicaCount: 3, maxReplicaCount: 4}"},
	{"metadata.name", "v2", "", "", "advanced: {horizontalPodAutoscalerConfig: {name: llama-hpa}}"},
	{
		"behavior of v2, with tolerance", "v2", "",
		"behavior: {scaleUp: {stabilizationWindowSeconds: 0, selectPolicy: Min, policies: [{type: Pods, value: 2, periodSeconds: 30}, {type: Percent, value: 50, periodSeconds: 60}], tolerance: 0.05}, scaleDown: {selectPolicy: Disabled}}",
		`advanced: {horizontalPodAutoscalerConfig: {name: llama-hpa, behavior: {scaleUp: {stabilizationWindowSeconds: 0, selectPolicy: Min, policies: [{type: Pods, value: 2, periodSeconds: 30}, {type: Percent, value: 50, periodSeconds: 60}], tolerance: "0.05"}, scaleDown: {selectPolicy: Disabled}}}}`,
	},
	{
		"behavior of v2beta2", "v2beta2", "", "behavior: {scaleDown: {stabilizationWindowSeconds: 600}}",
		"advanced: {horizontalPodAutoscalerConfig: {name: llama-hpa, behavior: {scaleDown: {stabilizationWindowSeconds: 600}}}}",
	},
	{
		"an empty behavior, which Kubernetes fills in", "v2", "", "behavior: {}",
		"advanced: {horizontalPodAutoscalerConfig: {name: llama-hpa, behavior: {}}}",
	},
	{"Resource cpu, averageUtilization", "v2", "", metricsOf("cpu", "type: Utilization, averageUtilization: 60"), sixty},
	{
		"Resource cpu, averageValue", "v2beta2", "", metricsOf("cpu", "type: AverageValue, averageValue: 0.5"),
		`triggers: [{type: cpu, metricType: AverageValue, metadata: {value: "0.5"}}]`,
	},
	{
		"Resource memory, averageUtilization", "v2beta2", "", metricsOf("memory", "type: Utilization, averageUtilization: 60"),
		`triggers: [{type: memory, metricType: Utilization, metadata: {value: "60"}}]`,
	},
	{
		"Resource memory, averageValue", "v2", "", metricsOf("memory", "type: AverageValue, averageValue: 1.5Gi"),
		"triggers: [{type: memory, metricType: AverageValue, metadata: {value: 1.5Gi}}]",
	},
	{
		"ContainerResource", "v2", "",
		"metrics: [{type: ContainerResource, containerResource: {name: cpu, container: model, target: {type: Utilization, averageUtilization: 60}}}, {type: ContainerResource, containerResource: {name: memory, container: sidecar, target: {type: AverageValue, averageValue: 1Gi}}}]",
		`triggers: [{type: cpu, metricType: Utilization, metadata: {value: "60", containerName: model}}, {type: memory, metricType: AverageValue, metadata: {value: 1Gi, containerName: sidecar}}]`,
	},
	{"no metrics at all, v2", "v2", "", "", eighty},
	{"no metrics at all, v2beta2", "v2beta2", "", "metrics: []", eighty},
	{"no metrics at all, v2beta1", "v2beta1", "", "metrics: null", eighty},
	{"no metrics at all, v1", "v1", "", "", eighty},
	{"v1 targetCPUUtilizationPercentage", "v1", "", "targetCPUUtilizationPercentage: 60", sixty},
	{
		"v1 annotation for metrics", "v1",
		alphaMetrics + `: '[{"type":"Resource","resource":{"name":"memory","targetAverageValue":"1Gi"}},{"type":"ContainerResource","containerResource":{"name":"memory","container":"model","targetAverageUtilization":70}}]'`, "",
		`triggers: [{type: memory, metricType: AverageValue, metadata: {value: 1Gi}}, {type: memory, metricType: Utilization, metadata: {value: "70", containerName: model}}]`,
	},
	{
		"v1 annotation for metrics, beside targetCPUUtilizationPercentage", "v1",
		alphaMetrics + `: '[{"type":"Resource","resource":{"name":"memory","targetAverageUtilization":70}}]'`, "targetCPUUtilizationPercentage: 60",
		`triggers: [{type: cpu, metricType: Utilization, metadata: {value: "60"}}, {type: memory, metricType: Utilization, metadata: {value: "70"}}]`,
	},
	{
		"v1 annotation for behavior", "v1",
		alphaBehavior + `: '{"ScaleUp":null,"ScaleDown":{"StabilizationWindowSeconds":600,"SelectPolicy":"Max","Policies":[{"Type":"Percent","Value":50,"PeriodSeconds":60}],"Tolerance":null}}'`, "",
		"advanced: {horizontalPodAutoscalerConfig: {name: llama-hpa, behavior: {scaleDown: {stabilizationWindowSeconds: 600, selectPolicy: Max, policies: [{type: Percent, value: 50, periodSeconds: 60}]}}}}",
	},
	{
		"v1 annotation for an empty behavior, which is none", "v1", alphaBehavior + `: "{}"`, "",
		"advanced: {horizontalPodAutoscalerConfig: {name: llama-hpa}}",
	},
	{
		"v2beta1 annotation for behavior", "v2beta1",
		alphaBehavior + `: '{"ScaleDown":{"Policies":[{"Type":"Percent","Value":50,"PeriodSeconds":60}]}}'`, "",
		"advanced: {horizontalPodAutoscalerConfig: {name: llama-hpa, behavior: {scaleDown: {policies: [{type: Percent, value: 50, periodSeconds: 60}]}}}}",
	},
	{
		"annotations of v1 in v2, which drops them", "v2",
		alphaMetrics + `: '[{"type":"Resource","resource":{"name":"memory","targetAverageUtilization":70}}]', ` + alphaBehavior + `: '{"ScaleDown":{"SelectPolicy":"Disabled"}}'`, "",
		"{" + eighty + ", advanced: {horizontalPodAutoscalerConfig: {name: llama-hpa}}}",
	},
	{"v2beta1 targetAverageUtilization", "v2beta1", "", "metrics: [{type: Resource, resource: {name: cpu, targetAverageUtilization: 60}}]", sixty},
	{
		"v2beta1 targetAverageValue", "v2beta1", "", "metrics: [{type: Resource, resource: {name: cpu, targetAverageValue: 500m}}]",
		"triggers: [{type: cpu, metricType: AverageValue, metadata: {value: 500m}}]",
	},
}

func metricsOf(resource, target string) string {
	return "metrics: [{type: Resource, resource: {name: " + resource + ", target: {" + target + "}}}]"
}

// manifest returns the whole HPA.
func (m mapping) manifest() string {
	spec := "scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: " + host + "}"
	if !strings.Contains(m.spec, "maxReplicas") {
		spec += ", maxReplicas: 9"
	}
	if m.spec != "" {
		spec += ", " + m.spec
	}
	return fmt.Sprintf(`apiVersion: autoscaling/%s
kind: HorizontalPodAutoscaler
metadata: {name: llama-hpa, namespace: models, annotations: {%s}}
spec: {%s}
`, m.version, m.annotations, spec)
}

// adopt runs the function on a host with two containers and its HPA.
func adopt(t *testing.T, annotation, hpa string) output {
	return function(t, "", []string{deployment(host, annotation, []string{"model", "sidecar"}, false), hpa})
}

// TestMapping tests the adoption of each field.
func TestMapping(t *testing.T) {
	for _, m := range mappings {
		t.Run(m.name, func(t *testing.T) {
			hpa := accepted(t, m.manifest())
			out := adopt(t, "hpa-policy: adopt", m.manifest())
			objects := out.ofKind("ScaledObject")
			require.Len(t, objects, 1, "%v", out.Findings)
			assert.Empty(t, out.ofKind("HorizontalPodAutoscaler"))
			assert.Empty(t, oracle.Compare(hpa, []byte(objects[0])), objects[0])
			contains(t, m.want, objects[0])
		})
	}
}

// contains compares fields of a ScaledObject's spec.
func contains(t *testing.T, want, scaledObject string) {
	var so struct {
		Spec map[string]any `json:"spec"`
	}
	require.NoError(t, yaml.Unmarshal([]byte(scaledObject), &so))
	var fields map[string]any
	require.NoError(t, yaml.Unmarshal([]byte(want), &fields))
	for name, value := range fields {
		assert.Equal(t, value, so.Spec[name], name)
	}
}

// TestMappingRejects tests metrics without an equivalent in KEDA: the function rejects them
// until the user adds a trigger.
func TestMappingRejects(t *testing.T) {
	cases := []struct{ name, version, metric, named string }{
		{"another Resource", "v2", "{type: Resource, resource: {name: nvidia.com/gpu, target: {type: AverageValue, averageValue: 1}}}", "nvidia.com/gpu"},
		{"another ContainerResource", "v2", "{type: ContainerResource, containerResource: {name: ephemeral-storage, container: model, target: {type: AverageValue, averageValue: 1Gi}}}", "ephemeral-storage"},
		{"Pods", "v2", "{type: Pods, pods: {metric: {name: queue}, target: {type: AverageValue, averageValue: 5}}}", "queue"},
		{"Object", "v2", "{type: Object, object: {metric: {name: queue}, describedObject: {apiVersion: networking.k8s.io/v1, kind: Ingress, name: llama}, target: {type: Value, value: 5}}}", "queue"},
		{"External", "v2beta2", "{type: External, external: {metric: {name: queue}, target: {type: AverageValue, averageValue: 5}}}", "queue"},
		{"v2beta1 Pods", "v2beta1", "{type: Pods, pods: {metricName: queue, targetAverageValue: 5}}", "queue"},
		{"v2beta1 Object, targetValue", "v2beta1", "{type: Object, object: {metricName: queue, target: {apiVersion: networking.k8s.io/v1, kind: Ingress, name: llama}, targetValue: 5}}", "queue"},
		{"v2beta1 External, targetValue", "v2beta1", "{type: External, external: {metricName: queue, targetValue: 5}}", "queue"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			hpa := mapping{version: c.version, spec: "metrics: [" + c.metric + "]"}.manifest()
			accepted(t, hpa)
			out := adopt(t, "hpa-policy: adopt", hpa)
			assert.Contains(t, fmt.Sprint(out.Findings), c.named)
			assert.Contains(t, fmt.Sprint(out.Findings), "autoscaling.modelhost.dev/triggers")
			assert.Empty(t, out.ofKind("ScaledObject"))
			assert.Len(t, out.ofKind("HorizontalPodAutoscaler"), 1)
		})
	}
}

// TestMappingUsesTheUsersTrigger tests that the user's trigger replaces the metric, and that
// the other metrics are adopted.
func TestMappingUsesTheUsersTrigger(t *testing.T) {
	const metrics = "metrics: [{type: Pods, pods: {metric: {name: queue}, target: {type: AverageValue, averageValue: 5}}}%s]"
	const cpu = "{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}"
	hpa := mapping{version: "v2", spec: fmt.Sprintf(metrics, ", "+cpu)}.manifest()
	out := adopt(t, `hpa-policy: adopt
    autoscaling.modelhost.dev/triggers: |
      - {type: prometheus, name: queue, metadata: {query: sum(queue), threshold: "5"}}`, hpa)
	objects := out.ofKind("ScaledObject")
	require.Len(t, objects, 1, "%v", out.Findings)
	assert.Contains(t, objects[0], "sum(queue)")

	rest := accepted(t, mapping{version: "v2", spec: "metrics: [" + cpu + "]"}.manifest())
	assert.Empty(t, oracle.Compare(rest, withoutPrometheus(t, objects[0])))
}

func withoutPrometheus(t *testing.T, scaledObject string) []byte {
	var so map[string]any
	require.NoError(t, yaml.Unmarshal([]byte(scaledObject), &so))
	spec, _ := so["spec"].(map[string]any)
	all, _ := spec["triggers"].([]any)
	var kept []any
	for _, trigger := range all {
		if fields, _ := trigger.(map[string]any); fields["type"] != "prometheus" {
			kept = append(kept, trigger)
		}
	}
	require.Len(t, kept, len(all)-1)
	spec["triggers"] = kept
	text, err := yaml.Marshal(so)
	require.NoError(t, err)
	return text
}
