package encoding_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/encoding"
)

const modelHost = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: prt-depl-modelhost-llama
  namespace: models
  labels: {app.kubernetes.io/name: llama, tier: gpu}
  annotations:
    autoscaling.modelhost.dev/gpu: "70"
    autoscaling.modelhost.dev/min-replicas: "1"
spec:
  selector:
    matchLabels: {app: llama}
  strategy:
    type: RollingUpdate
    rollingUpdate: {maxSurge: 1, maxUnavailable: 25%}
  template:
    metadata:
      labels: {app: llama, sidecar.istio.io/inject: "true"}
    spec:
      automountServiceAccountToken: false
      securityContext: {runAsNonRoot: true, fsGroup: 1000}
      tolerations:
      - {key: nvidia.com/gpu, operator: Exists, effect: NoSchedule}
      containers:
      - name: model
        image: ghcr.io/example/vllm:v0.6.1
        args: [--model, /models/llama, --port, "8000", --gpu-memory-utilization, "0.9", -q]
        env:
        - {name: HF_HOME, value: /cache}
        - name: TOKEN
          valueFrom:
            secretKeyRef: {name: hf, key: token}
        ports:
        - {name: http, containerPort: 8000, protocol: TCP}
        resources:
          requests: {cpu: 500m, memory: 8Gi}
          limits: {memory: 16Gi, nvidia.com/gpu: 1}
        readinessProbe:
          httpGet: {path: /health, port: http}
          initialDelaySeconds: 30
          periodSeconds: 5
        volumeMounts:
        - {name: models, mountPath: /models, readOnly: true}
      volumes:
      - name: models
        persistentVolumeClaim: {claimName: models, readOnly: true}
`

// host returns a model host as an item of a list, as text and as a node.
func host(tb testing.TB) ([]byte, *yaml.Node) {
	tb.Helper()
	node, err := yaml.Parse(modelHost)
	require.NoError(tb, err)
	item := "- " + strings.ReplaceAll(strings.TrimSuffix(modelHost, "\n"), "\n", "\n  ") + "\n"
	require.True(tb, encoding.SameItem([]byte(item), 0, node.YNode()))
	return []byte(item), node.YNode()
}

func BenchmarkJSON(b *testing.B) {
	_, node := host(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := encoding.JSON(node); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSameItem(b *testing.B) {
	text, node := host(b)
	b.ReportAllocs()
	for b.Loop() {
		if !encoding.SameItem(text, 0, node) {
			b.Fatal("not the same")
		}
	}
}
