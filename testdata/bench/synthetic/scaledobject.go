package synthetic

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// ScaledObjects writes a plain folder with n ScaledObjects in one file, as people write them
// by hand, and returns the name of the file.
func ScaledObjects(dir string, n int) (file string, err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	file = filepath.Join(dir, "scaledobjects.yaml")
	return file, create(file, func(w io.Writer) error {
		for i := range n {
			if _, err := fmt.Fprintf(w, "---\n"+scaledObject, fmt.Sprintf("model-%04d", i)); err != nil {
				return err
			}
		}
		return nil
	})
}

const scaledObject = `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: prt-keda-modelhost-%[1]s
  namespace: models
spec:
  scaleTargetRef:
    name: prt-depl-modelhost-%[1]s
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
      query: avg(avg by (pod) (DCGM_FI_DEV_GPU_UTIL{namespace="models", pod=~"prt-depl-modelhost-%[1]s-.+"}))
      threshold: "70"
      ignoreNullValues: "false"
`
