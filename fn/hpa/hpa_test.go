package hpa_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/hpa"
	"modelhost.dev/scale-modelhosts/fn/inventory"
)

func read(t *testing.T, version, rest string) hpa.HPA {
	item := yaml.MustParse("apiVersion: autoscaling/" + version + "\nkind: HorizontalPodAutoscaler\n" + rest)
	objects := inventory.New([]*yaml.RNode{item}, "").HPAs.Objects
	require.Len(t, objects, 1)
	return hpa.Read(objects[0])
}

func TestReadMetrics(t *testing.T) {
	cases := []struct{ version, spec, text string }{
		{"v2", "metrics: [{type: Resource, resource: {name: cpu, target: {averageUtilization: 60}}}]", "cpu at 60%"},
		{"v2beta1", "metrics: [{type: Resource, resource: {name: cpu, targetAverageUtilization: 60}}]", "cpu at 60%"},
		{"v2", "metrics: [{type: Resource, resource: {name: memory, target: {averageValue: 8Gi}}}]", "memory at 8Gi per pod"},
		{"v2beta1", "metrics: [{type: Resource, resource: {name: memory, targetAverageValue: 8Gi}}]", "memory at 8Gi per pod"},
		{"v2", "metrics: [{type: ContainerResource, containerResource: {name: cpu, container: model, target: {averageUtilization: 60}}}]", "cpu of container model at 60%"},
		{"v2", "metrics: [{type: Resource, resource: {name: nvidia.com/gpu, target: {averageUtilization: 60}}}]", "nvidia.com/gpu at 60%"},
		{"v2", "metrics: [{type: Pods, pods: {metric: {name: queue}}}]", "the Pods metric queue"},
		{"v2beta1", "metrics: [{type: External, external: {metricName: queue}}]", "the External metric queue"},
		{"v2", "metrics: [{type: Object, object: {metric: {name: rps}}}]", "the Object metric rps"},
		{"v2", "metrics: [5]", `a metric of type ""`},
		{"v1", "targetCPUUtilizationPercentage: 50", "cpu at 50%"},
		{"v1", "maxReplicas: 3", "cpu at 80% (the default of an HPA without metrics)"},
	}
	for _, c := range cases {
		metrics := read(t, c.version, "spec: {"+c.spec+"}\n").Metrics
		require.Len(t, metrics, 1, c.spec)
		assert.Equal(t, c.text, metrics[0].Text, c.spec)
	}
}

func TestReadCounts(t *testing.T) {
	h := read(t, "v2", "spec: {minReplicas: 2, maxReplicas: many}\n")
	assert.EqualValues(t, 2, *h.Min)
	assert.Nil(t, h.Max)
}

func TestReadBehavior(t *testing.T) {
	assert.Nil(t, read(t, "v2", "spec: {}\n").Behavior)
	assert.Nil(t, read(t, "v2", "spec: {behavior: null}\n").Behavior)
	assert.EqualValues(t, 30, *read(t, "v2", "spec: {behavior: {scaleUp: {stabilizationWindowSeconds: 30}}}\n").Behavior.ScaleUp.StabilizationWindowSeconds)
	v1 := read(t, "v1", "metadata:\n  annotations:\n    autoscaling.alpha.kubernetes.io/behavior: '{\"ScaleDown\":{\"SelectPolicy\":\"Max\",\"Policies\":[{\"Type\":\"Pods\",\"Value\":1,\"PeriodSeconds\":60}]}}'\n")
	assert.Equal(t, "Pods", v1.Behavior.ScaleDown.Policies[0].Type)
	assert.Nil(t, read(t, "v1", "metadata:\n  annotations:\n    autoscaling.alpha.kubernetes.io/behavior: '{'\n").Behavior)
}

func TestReadAnnotatedMetrics(t *testing.T) {
	h := read(t, "v1", "metadata:\n  annotations:\n    autoscaling.alpha.kubernetes.io/metrics: '[{\"type\":\"Resource\",\"resource\":{\"name\":\"memory\",\"targetAverageValue\":\"1Gi\"}}]'\nspec: {targetCPUUtilizationPercentage: 50}\n")
	require.Len(t, h.Metrics, 2)
	assert.Equal(t, "memory", h.Metrics[1].Resource)
	assert.Equal(t, "1Gi", h.Metrics[1].Value)
}

func TestReadAnnotatedBehavior(t *testing.T) {
	with := func(text string) string {
		return "metadata:\n  name: a\n  annotations:\n    autoscaling.alpha.kubernetes.io/behavior: '" + text + "'\nspec: {maxReplicas: 3}\n"
	}
	for _, version := range []string{"v1", "v2beta1"} {
		assert.EqualValues(t, 5, *read(t, version, with(`{"ScaleUp":{"StabilizationWindowSeconds":5}}`)).Behavior.ScaleUp.StabilizationWindowSeconds)
		// An empty one means none, since v2's would get defaults.
		assert.Nil(t, read(t, version, with(`{}`)).Behavior)
		assert.Nil(t, read(t, version, with(`{"ScaleUp":null,"ScaleDown":null}`)).Behavior)
		assert.Equal(t, "is not valid JSON; Kubernetes ignores it silently", read(t, version, with(`{ScaleUp: {}}`)).Problems[0].Message)
	}
	for _, version := range []string{"v2", "v2beta2"} {
		h := read(t, version, with(`{"ScaleUp":{"StabilizationWindowSeconds":5}}`))
		assert.Nil(t, h.Behavior)
		assert.Empty(t, h.Problems)
	}
	assert.NotNil(t, read(t, "v2", "spec: {maxReplicas: 3, behavior: {}}\n").Behavior)
}

func TestReadQuantities(t *testing.T) {
	for written, want := range map[string]string{"020": "16", "1": "1", "1.5": "1.5", "1e3": "1e3", "'020'": "020", "500m": "500m"} {
		h := read(t, "v2", "spec: {maxReplicas: 3, metrics: [{type: Resource, resource: {name: cpu, target: {averageValue: "+written+"}}}]}\n")
		assert.Equal(t, want, h.Metrics[0].Value, written)
	}
}
