package render

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"

	"modelhost.dev/scale-modelhosts/fn/krm"
)

// BenchmarkThousand compares the rendering of 1,000 resources, 250 of them Deployments that get a
// ScaledObject, with a plain build of kustomize.
func BenchmarkThousand(b *testing.B) {
	with, without := thousand(b, "transformers: [fn.yaml]"), thousand(b, "")
	b.Run("plain kustomize", func(b *testing.B) {
		for b.Loop() {
			options := krusty.MakeDefaultOptions()
			options.Reorder = krusty.ReorderOptionUnspecified
			m, err := krusty.MakeKustomizer(options).Run(filesys.MakeFsOnDisk(), without)
			require.NoError(b, err)
			_, err = m.AsYaml()
			require.NoError(b, err)
		}
	})
	same := func(in krm.Input) krm.Outcome { return krm.Outcome{Items: in.Items} }
	b.Run("render, nothing changed", func(b *testing.B) {
		for b.Loop() {
			_, err := Dir(with, Options{Function: runOnly(same)})
			require.NoError(b, err)
		}
	})
	b.Run("render", func(b *testing.B) {
		for b.Loop() {
			result, err := Dir(with, Options{Function: runOnly(scale)})
			require.NoError(b, err)
			require.NotEmpty(b, result.YAML)
		}
	})
}

func thousand(b *testing.B, field string) string {
	b.Helper()
	dir := b.TempDir()
	var all strings.Builder
	for i := range 250 {
		fmt.Fprintf(&all, `apiVersion: apps/v1
kind: Deployment
metadata: {name: app-%[1]d, labels: {scale: "yes"}}
spec:
  replicas: 3
  selector: {matchLabels: {app: app-%[1]d}}
  template:
    metadata: {labels: {app: app-%[1]d}}
    spec:
      containers:
      - name: app
        image: app:v1
        resources: {requests: {cpu: "1", memory: 1Gi}, limits: {nvidia.com/gpu: 1}}
        envFrom: [{configMapRef: {name: settings-%[1]d}}]
---
apiVersion: v1
kind: Service
metadata: {name: svc-%[1]d}
spec: {selector: {app: app-%[1]d}, ports: [{port: 80}]}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: hpa-%[1]d}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: app-%[1]d}
  minReplicas: 1
  maxReplicas: 5
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings-%[1]d}
data: {a: b}
---
`, i)
	}
	require.NoError(b, os.WriteFile(filepath.Join(dir, "all.yaml"), []byte(all.String()), 0o644))
	require.NoError(b, os.WriteFile(filepath.Join(dir, "fn.yaml"), []byte(strings.SplitN(strings.SplitN(common, "-- fn.yaml --\n", 2)[1], "-- app", 2)[0]), 0o644))
	require.NoError(b, os.WriteFile(filepath.Join(dir, "kustomization.yaml"),
		[]byte("namespace: models\nnamePrefix: p-\nresources: [all.yaml]\n"+field+"\n"), 0o644))
	return dir
}
