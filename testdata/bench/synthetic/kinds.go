package synthetic

import (
	"fmt"
	"strings"
)

// Growths lists the kinds of packages to measure. Each of them once caused quadratic cost.
var Growths = []Growing{
	{
		Name: "hosts, and HPAs whose missing targets are named like them", N: 1000,
		Each: func(i int) string {
			return workload(fmt.Sprintf("prt-depl-modelhost-model-%04d", i), "gpu", "70") +
				scaler(fmt.Sprintf("hpa-%04d", i), fmt.Sprintf("prt-depl-modelhost-modl-%04d", i))
		},
	},
	{
		Name: "hosts, and HPAs whose missing targets are named otherwise", N: 1000,
		Each: func(i int) string {
			return workload(fmt.Sprintf("prt-depl-modelhost-model-%04d", i), "gpu", "70") +
				scaler(fmt.Sprintf("hpa-%04d", i), fmt.Sprintf("prt-depl-%s-%04d", [...]string{"frontend", "batch", "gateway", "cache"}[i%4], i))
		},
	},
	{
		Name: "ScaledObjects with pod regexes, with their Deployments", N: 1000,
		Each: func(i int) string {
			return workload(fmt.Sprintf("prt-depl-modelhost-model-%04d", i)) + fmt.Sprintf("---\n"+scaledObject, fmt.Sprintf("model-%04d", i))
		},
	},
	{
		Name: "hosts whose Services are found by selector", N: 1000,
		Each: func(i int) string {
			name := fmt.Sprintf("prt-depl-modelhost-model-%04d", i)
			return workload(name, "http-concurrency", "8", "http-hosts", name+".example.com") + serviceFor(fmt.Sprintf("api-%04d", i), name)
		},
	},
	{
		Name: "hosts, Services and VirtualServices", N: 600,
		Config: "http:\n  routing:\n    kind: VirtualService\n    gateways: [gate]\n    edit: true\n",
		Each: func(i int) string {
			key := fmt.Sprintf("model-%04d", i)
			name := "prt-depl-modelhost-" + key
			return workload(name, "http-concurrency", "8", "http-hosts", key+".example.com") + serviceFor("prt-svc-modelhost-"+key, name) +
				fmt.Sprintf(virtualService, key)
		},
	},
	{
		Name: "HPAs of one host, adopted", N: 2000,
		First: func(int) string { return workload("prt-depl-modelhost-llama", "hpa-policy", "adopt") },
		Each:  func(i int) string { return scaler(fmt.Sprintf("hpa-%04d", i), "prt-depl-modelhost-llama") },
	},
	{
		Name: "HPAs of one host, stripped", N: 2000,
		First: func(int) string { return workload("prt-depl-modelhost-llama", "gpu", "70") },
		Each:  func(i int) string { return scaler(fmt.Sprintf("hpa-%04d", i), "prt-depl-modelhost-llama") },
	},
	{
		Name: "authentications and Secrets named nearly alike", N: 1000,
		Each: func(i int) string {
			key := fmt.Sprintf("model-%04d", i)
			return fmt.Sprintf(authentication, key) + workload("prt-depl-modelhost-"+key) + fmt.Sprintf(secured, key)
		},
	},
	{
		Name: "ScaledObjects whose missing workloads are named nearly alike", N: 1000,
		Each: func(i int) string {
			return workload(fmt.Sprintf("prt-depl-modelhost-modl-%04d", i)) + fmt.Sprintf("---\n"+scaledObject, fmt.Sprintf("model-%04d", i))
		},
	},
	{
		Name: "ScaledObjects whose missing authentications are named nearly alike", N: 1000,
		Each: func(i int) string {
			key := fmt.Sprintf("model-%04d", i)
			return fmt.Sprintf(authentication, strings.Replace(key, "model", "modl", 1)) + workload("prt-depl-modelhost-"+key) + fmt.Sprintf(secured, key)
		},
	},
	{
		Name: "lines of one schedule", N: 200,
		First: func(n int) string {
			zones := []string{"Europe/Berlin", "America/New_York", "Asia/Tokyo", "UTC"}
			var lines strings.Builder
			for i := range n {
				fmt.Fprintf(&lines, "      Mon-Fri %02d:%02d-%02d:%02d %s: 2\n", i*4/60%24, i*4%60, (i*4+3)/60%24, (i*4+3)%60, zones[i%4])
			}
			return strings.Replace(workload("prt-depl-modelhost-llama", "gpu", "70"), "  annotations:\n",
				"  annotations:\n    autoscaling.modelhost.dev/schedule: |\n"+lines.String(), 1)
		},
	},
	{
		Name: "terms of a PromQL query, with or", N: 1000,
		First: func(n int) string { return queried(strings.TrimSuffix(repeated(n, "sum(x%d) or "), " or ")) },
	},
	{
		Name: "terms of a PromQL query, added", N: 1000,
		First: func(n int) string { return queried(strings.TrimSuffix(repeated(n, "sum(x%d) + "), " + ")) },
	},
	{
		Name: "triggers of a formula", N: 1000,
		First: func(n int) string {
			object, _, _ := strings.Cut(queried("sum(x)"), "  triggers:\n")
			formula := strings.TrimSuffix(repeated(n, "t%d + "), " + ")
			return object + "  advanced: {scalingModifiers: {target: \"5\", formula: " + formula + "}}\n  triggers:\n" +
				repeated(n, "  - {type: prometheus, name: t%d, metadata: {serverAddress: \"http://prometheus:9090\", query: sum(x), threshold: \"5\"}}\n")
		},
	},
	{
		Name: "ScaledObjects of one workload", N: 1000,
		First: func(int) string { return workload("prt-depl-modelhost-llama") },
		Each: func(i int) string {
			return strings.Replace(fmt.Sprintf("---\n"+scaledObject, "llama"), "name: prt-keda-modelhost-llama", fmt.Sprintf("name: so-%04d", i), 1)
		},
	},
	{
		Name: "hosts of one name", N: 500,
		Each: func(int) string { return workload("prt-depl-modelhost-llama", "gpu", "70") },
	},
	{
		Name: "triggers of one ScaledObject", N: 500,
		First: func(n int) string {
			before, _, _ := strings.Cut(fmt.Sprintf(scaledObject, "llama"), "  - type: cpu")
			return workload("prt-depl-modelhost-llama") + "---\n" + before + repeated(n, writtenTrigger)
		},
	},
	{
		Name: "HTTPRoutes and hosts", N: 600,
		Each: func(i int) string {
			key := fmt.Sprintf("model-%04d", i)
			name := "prt-depl-modelhost-" + key
			return workload(name, "http-concurrency", "8", "http-hosts", key+".example.com") + serviceFor("prt-svc-modelhost-"+key, name) +
				fmt.Sprintf(httpRoute, key)
		},
	},
	{
		Name: "InterceptorRoutes with ScaledObjects", N: 600,
		Each: func(i int) string {
			key := fmt.Sprintf("model-%04d", i)
			return workload("prt-depl-modelhost-"+key) + serviceFor("prt-svc-modelhost-"+key, "prt-depl-modelhost-"+key) + fmt.Sprintf(interceptorRoute, key)
		},
	},
	{
		Name: "LimitRanges and hosts", N: 600,
		Each: func(i int) string {
			return workload(fmt.Sprintf("prt-depl-modelhost-model-%04d", i), "cpu", "70") + fmt.Sprintf(limitRange, i)
		},
	},
	{
		Name: "Secrets and ExternalSecrets", N: 1000,
		Each: func(i int) string {
			key := fmt.Sprintf("model-%04d", i)
			return strings.Replace(fmt.Sprintf(authentication, key), "-x\n", "\n", 1) + workload("prt-depl-modelhost-"+key) +
				fmt.Sprintf(secured, key) + fmt.Sprintf(externalSecret, key)
		},
	},
	{
		Name: "ScaledObjects that share the name of their HPA", N: 300,
		Each: func(i int) string {
			key := fmt.Sprintf("model-%04d", i)
			return workload("prt-depl-modelhost-"+key) + strings.Replace(fmt.Sprintf("---\n"+scaledObject, key),
				"horizontalPodAutoscalerConfig:\n", "horizontalPodAutoscalerConfig:\n      name: shared\n", 1)
		},
	},
	{
		Name: "copies of one ScaledObject, each in a folder with all that it refers to", N: 500, Apart: true,
		Each: func(int) string {
			return strings.Replace(fmt.Sprintf(authentication, "llama"), "-x\n", "\n", 1) + workload("prt-depl-modelhost-llama") +
				fmt.Sprintf(secured, "llama") + serviceFor("prt-svc-modelhost-llama", "prt-depl-modelhost-llama")
		},
	},
}

// repeated returns the text once for each number.
func repeated(n int, text string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, text, i)
	}
	return b.String()
}

// workload returns a Deployment with the scaling annotations.
func workload(name string, annotations ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: %s\n  namespace: models\n", name)
	if len(annotations) > 0 {
		b.WriteString("  annotations:\n")
	}
	for i := 0; i < len(annotations); i += 2 {
		fmt.Fprintf(&b, "    autoscaling.modelhost.dev/%s: %q\n", annotations[i], annotations[i+1])
	}
	fmt.Fprintf(&b, `spec:
  selector:
    matchLabels: {app: %[1]s}
  template:
    metadata:
      labels: {app: %[1]s, app.kubernetes.io/part-of: modelhosts}
    spec:
      containers:
      - name: server
        image: registry.example.com/modelhost/server:2.11.0
        ports:
        - {name: http, containerPort: 8080}
        resources:
          requests: {cpu: "4", memory: 16Gi}
`, name)
	return b.String()
}

func scaler(name, target string) string {
	text := strings.Replace(hpa, "prt-hpa-modelhost-%[1]s", name, 1)
	return "---\n" + strings.Replace(text, "prt-depl-modelhost-%[1]s", target, 1)
}

func serviceFor(name, workload string) string {
	return fmt.Sprintf(`---
apiVersion: v1
kind: Service
metadata:
  name: %s
  namespace: models
spec:
  selector: {app: %s, app.kubernetes.io/part-of: modelhosts}
  ports:
  - {name: http, port: 80, targetPort: http}
`, name, workload)
}

// queried returns a ScaledObject with a query.
func queried(query string) string {
	return workload("prt-depl-modelhost-llama") + fmt.Sprintf(`---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: llama, namespace: models}
spec:
  scaleTargetRef: {name: prt-depl-modelhost-llama}
  triggers:
  - type: prometheus
    metadata:
      serverAddress: http://prometheus.monitoring:9090
      query: %s
      threshold: "70"
`, query)
}

const virtualService = `---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: %[1]s
  namespace: models
spec:
  hosts: [%[1]s.example.com]
  gateways: [gate]
  http:
  - route:
    - destination: {host: prt-svc-modelhost-%[1]s, port: {number: 80}}
`

const httpRoute = `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: %[1]s
  namespace: models
spec:
  hostnames: [%[1]s.example.com]
  parentRefs: [{name: gate}]
  rules:
  - backendRefs: [{name: prt-svc-modelhost-%[1]s, port: 80}]
`

// authentication reads a Secret whose name is similar to one in the package.
const authentication = `---
apiVersion: keda.sh/v1alpha1
kind: TriggerAuthentication
metadata:
  name: auth-%[1]s
  namespace: models
spec:
  secretTargetRef:
  - {parameter: bearerToken, name: secret-%[1]s, key: token}
---
apiVersion: v1
kind: Secret
metadata:
  name: secret-%[1]s-x
  namespace: models
data: {token: eA==}
`

const secured = `---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: so-%[1]s
  namespace: models
spec:
  scaleTargetRef: {name: prt-depl-modelhost-%[1]s}
  triggers:
  - type: prometheus
    authenticationRef: {name: auth-%[1]s}
    metadata:
      serverAddress: http://prometheus.monitoring:9090
      query: sum(vllm:num_requests_running{namespace="models"})
      threshold: "70"
      authModes: bearer
`

const externalSecret = `---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  name: external-%[1]s
  namespace: models
spec:
  secretStoreRef: {name: vault, kind: ClusterSecretStore}
  target: {name: filled-%[1]s}
  data:
  - secretKey: token
    remoteRef: {key: token}
`

const interceptorRoute = `---
apiVersion: http.keda.sh/v1beta1
kind: InterceptorRoute
metadata:
  name: %[1]s
  namespace: models
spec:
  rules:
  - hosts: [%[1]s.example.com]
  scalingMetric:
    concurrency: {targetValue: 8}
  target: {service: prt-svc-modelhost-%[1]s, port: 80}
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: %[1]s
  namespace: models
spec:
  scaleTargetRef: {name: prt-depl-modelhost-%[1]s}
  triggers:
  - type: external-push
    metadata:
      scalerAddress: keda-add-ons-http-external-scaler.keda:9090
      interceptorRoute: %[1]s
`

const limitRange = `---
apiVersion: v1
kind: LimitRange
metadata:
  name: limits-%04[1]d
  namespace: models
spec:
  limits:
  - type: Container
    defaultRequest: {cpu: 100m}
`

const writtenTrigger = `  - type: prometheus
    name: t%[1]d
    metadata:
      serverAddress: http://prometheus.monitoring:9090
      query: sum(x%[1]d)
      threshold: "70"
`
