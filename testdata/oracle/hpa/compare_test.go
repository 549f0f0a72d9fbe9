package hpa_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	oracle "modelhost.dev/scale-modelhosts/testdata/oracle/hpa"
	"modelhost.dev/scale-modelhosts/testdata/oracle/hpa/kubernetes"
)

const (
	was = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: llama, namespace: models}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: prt-depl-modelhost-llama}
  minReplicas: 2
  maxReplicas: 9
  metrics:
  - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}
  - {type: ContainerResource, containerResource: {name: memory, container: model, target: {type: AverageValue, averageValue: 1.5Gi}}}
  behavior: {scaleDown: {stabilizationWindowSeconds: 60, tolerance: 0.05}}
`
	became = `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: prt-keda-modelhost-llama
  namespace: models
  annotations: {scaledobject.keda.sh/transfer-hpa-ownership: "true"}
spec:
  scaleTargetRef: {name: prt-depl-modelhost-llama}
  minReplicaCount: 2
  maxReplicaCount: 9
  advanced:
    horizontalPodAutoscalerConfig:
      name: llama
      behavior: {scaleDown: {stabilizationWindowSeconds: 60, tolerance: 50m}}
  triggers:
  - {type: memory, metricType: AverageValue, metadata: {value: 1536Mi, containerName: model}}
  - {type: cpu, metricType: Utilization, metadata: {value: "60"}}
`
)

func accepted(t *testing.T, manifest string) kubernetes.HPA {
	hpa, err := kubernetes.Accept([]byte(manifest))
	require.NoError(t, err)
	return hpa
}

func TestCompareAcceptsEqualHPAs(t *testing.T) {
	assert.Empty(t, oracle.Compare(accepted(t, was), []byte(became)))
}

// TestCompareFindsDifferences tests that the oracle detects each kind of difference.
func TestCompareFindsDifferences(t *testing.T) {
	cases := []struct{ from, to, want string }{
		{"minReplicaCount: 2", "minReplicaCount: 3", "minimum: was 2"},
		{"  minReplicaCount: 2\n", "", "minimum: was 2"},
		{"maxReplicaCount: 9", "maxReplicaCount: 8", "maximum: was 9"},
		{"      name: llama\n", "", "name: was llama\n, is keda-hpa-prt-keda-modelhost-llama"},
		{"{name: prt-depl-modelhost-llama}", "{name: other}", "target: was"},
		{"{name: prt-depl-modelhost-llama}", "{kind: StatefulSet, name: prt-depl-modelhost-llama}", "target: was"},
		{"namespace: models", "namespace: other", "namespace: was models"},
		{`value: "60"`, `value: "61"`, "metrics: was"},
		{"1536Mi", "1537Mi", "metrics: was"},
		{"1536Mi", "1.5G", "metrics: was"},
		{", containerName: model", "", "metrics: was"},
		{"containerName: model", "containerName: other", "metrics: was"},
		{"- {type: cpu", "- {type: memory", "metrics: was"},
		{`  - {type: cpu, metricType: Utilization, metadata: {value: "60"}}` + "\n", "", "metrics: was"},
		{`  - {type: cpu, metricType: Utilization, metadata: {value: "60"}}` + "\n", strings.Repeat(`  - {type: cpu, metricType: Utilization, metadata: {value: "60"}}`+"\n", 2), "metrics: was"},
		{"60, tolerance", "61, tolerance", "original behavior: was"},
		{"50m", "51m", "original behavior: was"},
		{"scaleDown:", "scaleUp:", "original behavior: was"},
		{"tolerance: 50m", "tolerance: 50m, selectPolicy: Max", "original behavior: was"},
		{"      behavior: {scaleDown: {stabilizationWindowSeconds: 60, tolerance: 50m}}\n", "", "behavior: was"},
		{`: "true"}`, `: "yes"}`, "transfer-hpa-ownership"},
		{"Utilization", "Value", "KEDA creates no HPA: trigger 1"},
		{"1536Mi", "much", "KEDA's operator panics"},
		{"WindowSeconds", "Window", "does not decode"},
		{"Seconds: 60", "Seconds: 3601", "Kubernetes rejects KEDA's HPA"},
		{"triggers:", "trigger:", "does not decode"},
		{"- {type: cpu", "- {type: prometheus", `no scaler of type "prometheus" is compiled in`},
	}
	for _, c := range cases {
		changed := strings.Replace(became, c.from, c.to, 1)
		found := oracle.Compare(accepted(t, was), []byte(changed))
		assert.Contains(t, strings.Join(found, "\n"), c.want, "%s → %s", c.from, c.to)
	}
}

func TestAcceptRejects(t *testing.T) {
	cases := []struct{ from, to, want string }{
		{"autoscaling/v2", "autoscaling/v3", "no kind"},
		{"maxReplicas", "maximum", "unknown field"},
		{"maxReplicas: 9", "maxReplicas: 1", "must be greater than or equal to `minReplicas`"},
		{"minReplicas: 2", "minReplicas: 0", "must be greater than or equal to 1"},
		{"60}}", "0}}", "must be greater than 0"},
		{"1.5Gi", "-1", "must be positive"},
		{"Seconds: 60", "Seconds: 3601", "must be less than or equal to 3600"},
		{"minReplicas: 2", "minReplicas: 2\n  minReplicas: 2", "already set"},
	}
	for _, c := range cases {
		_, err := kubernetes.Accept([]byte(strings.Replace(was, c.from, c.to, 1)))
		assert.ErrorContains(t, err, c.want, c.to)
	}
}
