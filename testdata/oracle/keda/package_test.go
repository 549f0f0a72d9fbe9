package keda_test

import "strings"

// The parts that the tests build packages from.
const (
	deployment = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: llama, namespace: ns}
spec:
  template:
    spec:
      containers:
        - {name: model, resources: {requests: {cpu: "1", memory: 1Gi}}}
`
	prometheus = `
    - type: prometheus
      metadata: {serverAddress: "http://prometheus", query: "vector(1)", threshold: "5"}
`
	cpu = `
    - {type: cpu, metricType: Utilization, metadata: {value: "75"}}
`
)

// scaledObject returns a ScaledObject for Deployment llama; spec contains further fields of
// the spec, indented by two.
func scaledObject(spec, triggers string) string {
	return `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: so, namespace: ns}
spec:
  scaleTargetRef: {name: llama}
` + strings.Trim(spec, "\n") + "\n  triggers:" + strings.TrimRight(triggers, "\n") + "\n"
}

// hpa returns an HPA that scales Deployment llama.
func hpa(name, annotations string) string {
	return `
apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata: {name: ` + name + `, namespace: ns, annotations: {` + annotations + `}}
spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: llama}}
`
}

// containers returns Deployment llama with other containers, in flow style.
func containers(list string) string {
	return `
apiVersion: apps/v1
kind: Deployment
metadata: {name: llama, namespace: ns}
spec: {template: {spec: {containers: [` + list + `]}}}
`
}

func stream(documents ...string) []byte { return []byte(strings.Join(documents, "\n---\n")) }

func replace(s, from, to string) string { return strings.ReplaceAll(s, from, to) }
