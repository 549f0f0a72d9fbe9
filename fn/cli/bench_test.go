package cli_test

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/kio"

	"modelhost.dev/scale-modelhosts/fn/cli"
)

// scaledObject is a hand-written ScaledObject with its workload.
const scaledObject = `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: prt-keda-modelhost-model-%[1]d
  namespace: models
spec:
  scaleTargetRef:
    name: prt-depl-modelhost-model-%[1]d
  minReplicaCount: 1
  maxReplicaCount: 10
  advanced:
    horizontalPodAutoscalerConfig:
      behavior:
        scaleUp:
          stabilizationWindowSeconds: 60
          policies:
          - type: Pods
            value: 2
            periodSeconds: 30
  triggers:
  - type: cpu
    metricType: Utilization
    metadata:
      value: "75"
  - type: prometheus
    metricType: Value
    metadata:
      serverAddress: http://prometheus-server.monitoring.svc.cluster.local:80
      query: avg(avg by (pod) (DCGM_FI_DEV_GPU_UTIL{namespace="models", pod=~"prt-depl-modelhost-model-%[1]d-.+"}))
      threshold: "70"
      ignoreNullValues: "false"
`

// BenchmarkCheck measures check on a thousand ScaledObjects, and parsing their text once with
// kyaml. check should take less time than parsing twice.
func BenchmarkCheck(b *testing.B) {
	var text strings.Builder
	for i := range 1000 {
		text.WriteString("---\n")
		fmt.Fprintf(&text, scaledObject, i)
	}
	dir := b.TempDir()
	require.NoError(b, os.WriteFile(filepath.Join(dir, "objects.yaml"), []byte(text.String()), 0o644))

	b.Run("check DIR", func(b *testing.B) {
		for b.Loop() {
			require.NotEqual(b, 2, cli.Main([]string{"check", dir}, strings.NewReader(""), io.Discard, io.Discard))
		}
	})
	b.Run("parse once", func(b *testing.B) {
		for b.Loop() {
			// Not expanding aliases is the faster way.
			items, err := (&kio.ByteReader{Reader: strings.NewReader(text.String()), OmitReaderAnnotations: true}).Read()
			require.NoError(b, err)
			require.Len(b, items, 1000)
		}
	})
}
