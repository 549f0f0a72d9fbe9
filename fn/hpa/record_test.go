package hpa_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/hpa"
)

func TestRecordKeepsTheWholeHPA(t *testing.T) {
	for _, test := range []struct{ version, rest string }{
		{"v2", "metadata: {name: a}\nspec: {maxReplicas: 4}\n"},
		{"v2", "metadata: {name: llama}\nspec: {minReplicas: 2, maxReplicas: 4, metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}], behavior: {scaleUp: {}, scaleDown: {tolerance: 0.1, policies: [{type: Pods, value: 1, periodSeconds: 5}]}}}\n"},
		{"v2beta1", "metadata: {name: a}\nspec: {maxReplicas: 4, metrics: [{type: External, external: {metricName: lag, metricSelector: {matchExpressions: [{key: a, operator: In, values: [b]}]}, targetValue: 5}}]}\n"},
		{"v1", "metadata: {name: a}\nspec: {maxReplicas: 4, targetCPUUtilizationPercentage: 5}\n"},
	} {
		h := read(t, test.version, test.rest)
		require.Empty(t, h.Problems)
		again := hpa.FromRecord(h.Record())
		assert.Empty(t, again.Problems)
		assert.Equal(t, h.Record(), again.Record())
		assert.Equal(t, h.Name, again.Name)
		assert.Equal(t, h.MinReplicas(), again.MinReplicas())
		assert.Equal(t, h.Max, again.Max)
		assert.Equal(t, h.Behavior, again.Behavior)
		require.Len(t, again.Metrics, len(h.Metrics))
		for i := range h.Metrics {
			assert.Equal(t, h.Metrics[i].SuggestedTrigger(nil), again.Metrics[i].SuggestedTrigger(nil))
			assert.Equal(t, h.Metrics[i].Resource, again.Metrics[i].Resource)
		}
	}
}

func TestRecordThatDoesNotParse(t *testing.T) {
	assert.Equal(t, "is empty", hpa.FromRecord("").Problems[0].Message)
	assert.Equal(t, "minReplicas", hpa.FromRecord("{name: a, minReplicas: x, maxReplicas: 1}").Problems[0].Path)
	assert.Equal(t, "maxReplicas", hpa.FromRecord("{name: a}").Problems[0].Path)
}
