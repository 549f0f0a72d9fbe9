package keda_test

import (
	"flag"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/krm"
	oracle "modelhost.dev/scale-modelhosts/testdata/oracle/keda"
)

// TestGeneratedPackages tests that KEDA accepts what the function outputs, for any input.
func TestGeneratedPackages(t *testing.T) {
	require.NoError(t, flag.Set("rapid.checks", "4000"))
	let, rejected := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		config, items := packages(t)
		out := fn.Run(krm.Input{FunctionConfig: config, Items: parsed(t, items)})
		if out.Findings.HasErrors() {
			rejected++
			return
		}
		let++
		var stream strings.Builder
		for _, item := range out.Items {
			stream.WriteString("---\n" + item.MustString())
		}
		for _, verdict := range oracle.Check([]byte(stream.String())) {
			t.Errorf("%v\nfindings: %v\n%s", verdict, out.Findings, stream.String())
		}
	})
	t.Logf("KEDA %s accepted all of %d packages; %d more were rejected at render", oracle.Version, let, rejected)
	require.Positive(t, let)
	require.Positive(t, rejected)
}

func parsed(t *rapid.T, items []string) []*yaml.RNode {
	var nodes []*yaml.RNode
	for _, item := range items {
		node, err := yaml.Parse(item)
		require.NoError(t, err, item)
		nodes = append(nodes, node)
	}
	return nodes
}

// packages draws a functionConfig and one to three hosts, some with an HPA.
func packages(t *rapid.T) (*yaml.RNode, []string) {
	config := yaml.MustParse(fmt.Sprintf(`apiVersion: autoscaling.modelhost.dev/v1alpha1
kind: ScaleModelHosts
spec:
  authentication:
    token: {mode: bearer, secret: {name: prometheus, keys: {bearerToken: token}}}
    shared: {kind: ClusterTriggerAuthentication, mode: basic, secret: {name: prometheus, keys: {username: u, password: p}, source: inline, data: {u: reader, p: not-a-real-one}}}
    identity: {podIdentity: {provider: azure-workload}}
  defaults: {httpHosts: [$(deployment).example.com]}
%s`, rapid.SampledFrom(routings).Draw(t, "routing")))
	var items []string
	for i := range rapid.IntRange(1, 2).Draw(t, "hosts") {
		key := rapid.SampledFrom([]string{"llama", "llama-2", "qwen", strings.Repeat("long", 9), strings.Repeat("longer", 8)}).Draw(t, "key")
		name := fmt.Sprintf("prt-depl-modelhost-%s%d", key, i)
		items = append(items, host(t, name), fmt.Sprintf(`apiVersion: v1
kind: Service
metadata: {name: %s, namespace: models}
spec: {ports: %s}
`, strings.Replace(name, "depl", "svc", 1), rapid.SampledFrom([]string{"[{port: 80}]", "[{port: 80, name: http}, {port: 9000, name: metrics}]", "[{port: 80, name: a}, {port: 81, name: b}]"}).Draw(t, "ports")))
		if rapid.Bool().Draw(t, "hpa") {
			items = append(items, fmt.Sprintf(`apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: %s, namespace: models}
spec:
  maxReplicas: 4
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: %s}
`, rapid.SampledFrom([]string{name, "hpa-" + name, "same"}).Draw(t, "hpa name"), name))
		}
	}
	return config, items
}

func host(t *rapid.T, name string) string {
	var annotations strings.Builder
	for _, key := range rapid.Permutation([]string{
		"profile", "min-replicas", "max-replicas", "idle-replicas", "cpu", "memory", "gpu", "gpu-memory", "rps", "latency-p95",
		"polling-interval", "cooldown-period", "behavior", "fallback", "triggers", "authentication", "paused", "scaled-object",
		"http-concurrency", "http-rps", "http-hosts", "http-paths", "http-port", "cold-start",
	}).Draw(t, "keys")[:rapid.IntRange(1, 6).Draw(t, "annotations")] {
		fmt.Fprintf(&annotations, "    autoscaling.modelhost.dev/%s: %q\n", key, value(t, key))
	}
	resources := rapid.SampledFrom([]string{"{requests: {cpu: 1, memory: 1Gi}}", "{limits: {cpu: 1, memory: 1Gi}}", "{requests: {cpu: 1, memory: 2Gi}}", "{requests: {cpu: 500m}}", "{}"})
	return fmt.Sprintf(`apiVersion: apps/v1
kind: Deployment
metadata:
  name: %s
  namespace: models
  annotations:
%sspec:
  replicas: 2
  selector: {matchLabels: {app: %s}}
  template:
    metadata: {labels: {app: %s}}
    spec:
      initContainers:
      - {name: init, image: init, restartPolicy: %s, resources: %s}
      containers:
      - {name: model, image: model, resources: %s}
      - {name: sidecar, image: sidecar, resources: %s}
`, name, annotations.String(), name[:30%len(name)], name[:30%len(name)], rapid.SampledFrom([]string{"Always", "null"}).Draw(t, "restart"),
		resources.Draw(t, "init"), resources.Draw(t, "model"), resources.Draw(t, "sidecar"))
}

// value draws a value that is right for most hosts, and sometimes another.
func value(t *rapid.T, key string) string {
	if wrong := mistakes[key]; len(wrong) > 0 && rapid.IntRange(0, 11).Draw(t, "mistake") == 0 {
		return rapid.SampledFrom(wrong).Draw(t, key)
	}
	return rapid.SampledFrom(values[key]).Draw(t, key)
}

// routings lists settings of KEDA's HTTP add-on.
var routings = []string{
	"",
	"  http: {readiness: 0s, request: 1h, responseHeader: 10m, syncWave: -1, routing: {kind: VirtualService, gateways: [istio-system/models], timeout: 0s}}\n",
	"  http: {coldStart: {fallback: {service: busy, port: http}, placeholder: {body: loading, headers: {Retry-After: '30'}}}, routing: {kind: HTTPRoute, parentRefs: [{name: models, namespace: ingress}], timeout: 0s}}\n",
	"  http: {api: HTTPScaledObject, coldStart: {fallback: {service: busy, port: 80}}, routing: {kind: HTTPRoute, parentRefs: [{name: models}], referenceGrant: existing, timeout: 1h}}\n",
	"  http: {routing: {kind: VirtualService, gateways: [mesh], timeout: 1h}}\n  istio: {retries: {attempts: 3, backoff: 500ms, perTryTimeout: 1m}}\n",
}

var values = map[string][]string{
	"http-concurrency": {"1", "8", "2147483647"},
	"http-rps":         {"1", "20"},
	"http-hosts":       {"llama.example.com", "*.example.com, a.b.c", "*"},
	"http-paths":       {"/", "/v1/llama, /v2/", "/a//b"},
	"http-port":        {"80", "http"},
	"cold-start":       {"1s", "1h"},
	"profile":          {"gpu-bound", "request-driven"},
	"min-replicas":     {"0", "1", "2"},
	"max-replicas":     {"2", "10", "200"},
	"idle-replicas":    {"0"},
	"cpu":              {"75", "500m", "off"},
	"memory":           {"75", "8Gi", "off"},
	"gpu":              {"70", "0.5"},
	"gpu-memory":       {"70"},
	"rps":              {"5", "0.001"},
	"latency-p95":      {"500"},
	"polling-interval": {"1", "15s"},
	"cooldown-period":  {"0", "5m"},
	"behavior":         {`{scaleUp: {stabilizationWindowSeconds: 60, policies: [{type: Pods, value: 2, periodSeconds: 30}]}}`, `{scaleDown: {selectPolicy: Disabled}}`, `{scaleUp: {tolerance: 0.05}}`},
	"fallback":         {`{failureThreshold: 3, replicas: 2}`, `{failureThreshold: 3, replicas: 2, behavior: currentReplicas}`},
	"triggers": {
		`[{signal: rps, target: 5, name: more}]`,
		`[{type: cron, metadata: {timezone: UTC, start: "0 8 * * *", end: "0 20 * * *", desiredReplicas: "2"}}]`,
		`[{type: rabbitmq, metadata: {queueName: $(key), mode: QueueLength, value: "5"}, authenticationRef: {name: rabbit}}]`,
		`[{type: prometheus, useCachedMetrics: true, metadata: {query: sum(up), threshold: "5"}}]`,
	},
	"authentication": {"token", "shared", "identity", "none"},
	"paused":         {"true", "false"},
	"scaled-object":  {`{minReplicaCount: 0}`, `{maxReplicaCount: null}`, `{advanced: {restoreToOriginalReplicaCount: true}}`},
}

// mistakes lists values that KEDA, or Kubernetes, rejects for some or all hosts.
var mistakes = map[string][]string{
	"http-concurrency": {"0", "0.5", "2147483648"},
	"http-hosts":       {"a_b", "A.b", "a.b:80", "http://a.b"},
	"http-paths":       {"v1", "/v1*"},
	"http-port":        {"0", "web", "65536"},
	"profile":          {"queue-driven"},
	"min-replicas":     {"101"},
	"max-replicas":     {"1"},
	"idle-replicas":    {"1", "3"},
	"cpu":              {"0", "75%"},
	"memory":           {"-1"},
	"gpu":              {"100", "NaN"},
	"rps":              {"0.0001"},
	"polling-interval": {"0"},
	"fallback":         {`{failureThreshold: -1, replicas: 2}`, `{replicas: 2}`},
	"triggers": {
		`[{signal: gpu, target: 70, name: same}, {signal: rps, target: 5, name: same}]`,
		`[{type: cpu, metricType: Value, metadata: {value: "5"}}]`,
		`[{type: cpu, metricType: Utilization, metadata: {value: "75", containerName: model}}]`,
		`[{type: memory, metricType: AverageValue, metadata: {value: 1Gi}, useCachedMetrics: true}]`,
		`[{type: prometheus, metadata: {query: sum(up), threshold: "5"}, authenticationRef: {name: a, kind: Other}}]`,
	},
	"scaled-object": {
		`{minReplicaCount: null}`, `{triggers: []}`,
		`{advanced: {scalingModifiers: {formula: gpu + rps, target: "5"}}}`, `{advanced: {scalingModifiers: {formula: gpu > 5, target: "5"}}}`,
		`{advanced: {scalingModifiers: {formula: gpu, metricType: Value}}}`, `{advanced: {horizontalPodAutoscalerConfig: {name: same}}}`,
		`{scaleTargetRef: {kind: StatefulSet}}`, `{scaleTargetRef: {name: other}}`,
	},
}
