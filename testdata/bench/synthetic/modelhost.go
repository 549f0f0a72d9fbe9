// Package synthetic writes packages of any size to measure: typical model hosts, four
// resources each.
package synthetic

import (
	"fmt"
	"io"
)

// PerHost is the number of resources of a model host.
const PerHost = 4

// Resource writes the i-th resource: a Deployment, its HPA, its Service, its
// ConfigMap, and so on with the next model host. The first line starts with
// first, the others with rest.
func Resource(w io.Writer, i int, first, rest string) error {
	kinds := [PerHost]string{deployment, hpa, service, configMap}
	key := fmt.Sprintf("model-%04d", i/PerHost)
	return writeIndented(w, first, rest, fmt.Sprintf(kinds[i%PerHost], key))
}

// Hosts returns the number of model hosts among the first n resources.
func Hosts(n int) int { return (n + PerHost - 1) / PerHost }

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: prt-depl-modelhost-%[1]s
  namespace: models
  labels:
    app.kubernetes.io/name: %[1]s
    app.kubernetes.io/part-of: modelhosts
  annotations:
    autoscaling.modelhost.dev/cpu: "75"
    autoscaling.modelhost.dev/gpu: "70"
    autoscaling.modelhost.dev/max-replicas: "10"
    autoscaling.modelhost.dev/min-replicas: "1"
spec:
  replicas: 1
  selector:
    matchLabels:
      app.kubernetes.io/name: %[1]s
  template:
    metadata:
      labels:
        app.kubernetes.io/name: %[1]s
        app.kubernetes.io/part-of: modelhosts
    spec:
      serviceAccountName: modelhost
      securityContext:
        runAsNonRoot: true
        fsGroup: 1000640000
      containers:
      - name: server
        image: registry.example.com/modelhost/server:2.11.0
        args:
        - --model=/models/%[1]s
        - --port=8080
        env:
        - name: MODEL_NAME
          value: %[1]s
        - name: LOG_LEVEL
          value: info
        envFrom:
        - configMapRef:
            name: prt-conf-modelhost-%[1]s
        ports:
        - name: http
          containerPort: 8080
        readinessProbe:
          httpGet:
            path: /ready
            port: http
          periodSeconds: 5
        resources:
          requests:
            cpu: "4"
            memory: 16Gi
            nvidia.com/gpu: "1"
          limits:
            memory: 16Gi
            nvidia.com/gpu: "1"
        volumeMounts:
        - name: models
          mountPath: /models
          readOnly: true
      volumes:
      - name: models
        persistentVolumeClaim:
          claimName: models
`

const hpa = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: prt-hpa-modelhost-%[1]s
  namespace: models
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: prt-depl-modelhost-%[1]s
  minReplicas: 1
  maxReplicas: 10
  metrics:
  - type: Resource
    resource:
      name: cpu
      target:
        type: Utilization
        averageUtilization: 75
`

const service = `apiVersion: v1
kind: Service
metadata:
  name: prt-svc-modelhost-%[1]s
  namespace: models
spec:
  selector:
    app.kubernetes.io/name: %[1]s
  ports:
  - name: http
    port: 80
    targetPort: http
`

const configMap = `apiVersion: v1
kind: ConfigMap
metadata:
  name: prt-conf-modelhost-%[1]s
  namespace: models
data:
  MAX_BATCH_SIZE: "32"
  MAX_INPUT_TOKENS: "8192"
  TOKENIZER: /models/%[1]s/tokenizer.json
`
