package keda_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	oracle "modelhost.dev/scale-modelhosts/testdata/oracle/keda"
)

func TestAccepted(t *testing.T) {
	const transfer = `, annotations: {scaledobject.keda.sh/transfer-hpa-ownership: "true"}}`
	cases := map[string][]byte{
		"cpu with minimum":                   stream(deployment, scaledObject("  minReplicaCount: 1", cpu)),
		"prometheus without workload":        stream(scaledObject("", prometheus)),
		"order does not matter":              stream(scaledObject("  minReplicaCount: 1", cpu), deployment),
		"minimum zero and idle zero":         stream(scaledObject("  minReplicaCount: 0\n  idleReplicaCount: 0", prometheus)),
		"minimum two and idle one":           stream(scaledObject("  minReplicaCount: 2\n  idleReplicaCount: 1", prometheus)),
		"a limit counts as a request":        stream(containers(`{name: a, resources: {limits: {cpu: 1}}}`), scaledObject("  minReplicaCount: 1", cpu)),
		"pod-level request":                  stream(replace(containers(`{name: a}`), "spec: {containers", "spec: {resources: {requests: {cpu: 1}}, containers"), scaledObject("  minReplicaCount: 1", cpu)),
		"a LimitRange's default counts":      stream(containers(`{name: a}`), limitRange, scaledObject("  minReplicaCount: 1", cpu)),
		"a native sidecar is not looked at":  stream(replace(containers(`{name: a, resources: {requests: {cpu: 1}}}`), "containers:", "initContainers: [{name: b, restartPolicy: Always}], containers:"), scaledObject("  minReplicaCount: 1", cpu)),
		"containerName that does not exist":  stream(containers(`{name: a}`), scaledObject("  minReplicaCount: 1", replace(cpu, `value: "75"`, `value: "75", containerName: b`))),
		"HPA that gives up its ownership":    stream(deployment, hpa("old", `validations.keda.sh/hpa-ownership: "false"`), scaledObject("", prometheus)),
		"HPA transferred by its name":        stream(deployment, hpa("old", ""), replace(scaledObject("  advanced: {horizontalPodAutoscalerConfig: {name: old}}", prometheus), "namespace: ns}", "namespace: ns"+transfer)),
		"HPA of another workload":            stream(deployment, replace(hpa("old", ""), "name: llama}", "name: other}"), scaledObject("", prometheus)),
		"HPA name of another workload's HPA": stream(deployment, replace(hpa("old", ""), "name: llama}", "name: other}"), scaledObject("  advanced: {horizontalPodAutoscalerConfig: {name: old}}", prometheus)),
		"HPA of another namespace":           stream(deployment, replace(hpa("old", ""), "namespace: ns", "namespace: other"), scaledObject("", prometheus)),
		"two namespaces, one name":           stream(scaledObject("", prometheus), replace(scaledObject("", prometheus), "namespace: ns", "namespace: other")),
		"fallback with a Value metric":       stream(deployment, scaledObject("  minReplicaCount: 1\n  fallback: {failureThreshold: 3, replicas: 2}", replace(prometheus, "type: prometheus", "type: prometheus\n      metricType: Value"))),
		"formula":                            stream(scaledObject(`  advanced: {scalingModifiers: {formula: "a + 1", target: "5"}}`, replace(prometheus, "type: prometheus", "type: prometheus\n      name: a"))),
		"name of 54":                         stream(replace(scaledObject("", prometheus), "name: so,", "name: "+strings.Repeat("a", 54)+",")),
		"name of 63 with an HPA name":        stream(replace(scaledObject("  advanced: {horizontalPodAutoscalerConfig: {name: short}}", prometheus), "name: so,", "name: "+strings.Repeat("a", 63)+",")),
		"bad HPA name":                       stream(scaledObject("  advanced: {horizontalPodAutoscalerConfig: {name: Bad_Name}}", prometheus)),
		"StatefulSet":                        stream(replace(deployment, "Deployment", "StatefulSet"), replace(scaledObject("  minReplicaCount: 1", cpu), "{name: llama}", "{name: llama, apiVersion: apps/v1, kind: StatefulSet}")),
		"Rollout":                            stream(replace(scaledObject("  minReplicaCount: 1", cpu), "{name: llama}", "{name: llama, apiVersion: argoproj.io/v1alpha1, kind: Rollout}")),
		"unknown trigger type":               stream(scaledObject("", replace(prometheus, "type: prometheus", "type: promtheus"))),
		"threshold that does not parse":      stream(scaledObject("", replace(prometheus, `"5"`, `"70%"`))),
		"cpu metricType missing":             stream(deployment, scaledObject("  minReplicaCount: 1", replace(cpu, "metricType: Utilization, ", ""))),
		"TriggerAuthentication missing":      stream(scaledObject("", prometheus+"      authenticationRef: {name: none}")),
		"local-config items":                 []byte("apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: a, annotations: {config.kubernetes.io/local-config: \"true\"}}\n"),
		"other objects are not checked":      []byte("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\nfoo: bar\n"),
		"comments and empty documents":       stream("# nothing", "", scaledObject("", prometheus), ""),
		"TriggerAuthentication":              stream(authentication("secretTargetRef: [{parameter: bearerToken, name: s, key: k}]")),
		"ClusterTriggerAuthentication":       stream(clusterAuthentication),
		"Secret":                             stream("apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {a: b}\n"),
		"InterceptorRoute":                   stream(route),
		"ExternalSecret":                     stream(externalSecret),
	}
	for name, manifests := range cases {
		t.Run(name, func(t *testing.T) { assert.Empty(t, oracle.Check(manifests)) })
	}
}

func TestRejected(t *testing.T) {
	cases := map[string]struct {
		manifests []byte
		want      []string // the beginning of each verdict, after its object
	}{
		"cpu without request":             {stream(containers(`{name: a}`), scaledObject("  minReplicaCount: 1", cpu)), []string{"webhook: ScaledObject ns/so: the scaledobject has a cpu trigger but the container a doesn't have the cpu request defined"}},
		"sidecar without request":         {stream(containers(`{name: a, resources: {requests: {cpu: 1}}}, {name: b}`), scaledObject("  minReplicaCount: 1", cpu)), []string{"webhook: ScaledObject ns/so: the scaledobject has a cpu trigger but the container b "}},
		"pod-level with containerName":    {stream(replace(containers(`{name: a}`), "spec: {containers", "spec: {resources: {requests: {cpu: 1}}, containers"), scaledObject("  minReplicaCount: 1", replace(cpu, `value: "75"`, `value: "75", containerName: a`))), []string{"webhook: ScaledObject ns/so: the scaledobject has a cpu trigger but the container a "}},
		"cpu without workload":            {stream(scaledObject("  minReplicaCount: 1", cpu)), []string{`webhook: ScaledObject ns/so: deployments.apps "llama" not found`}},
		"only cpu and minimum zero":       {stream(deployment, scaledObject("  minReplicaCount: 0", cpu)), []string{"webhook: ScaledObject ns/so: scaledobject has only cpu/memory triggers AND minReplica is 0"}},
		"only cpu and no minimum":         {stream(deployment, scaledObject("", cpu)), []string{"webhook: ScaledObject ns/so: scaledobject has only cpu/memory triggers AND minReplica is 0"}},
		"HPA":                             {stream(deployment, hpa("old", ""), scaledObject("", prometheus)), []string{"webhook: ScaledObject ns/so: the workload 'llama' of type 'apps/v1.Deployment' is already managed by the hpa 'old'"}},
		"HPA of v2beta2":                  {stream(replace(hpa("old", ""), "autoscaling/v1", "autoscaling/v2beta2"), scaledObject("", prometheus)), []string{"webhook: ScaledObject ns/so: the workload 'llama' of type 'apps/v1.Deployment' is already managed by the hpa 'old'"}},
		"transfer without the HPA's name": {stream(hpa("old", ""), replace(scaledObject("", prometheus), "namespace: ns}", `namespace: ns, annotations: {scaledobject.keda.sh/transfer-hpa-ownership: "true"}}`)), []string{"webhook: ScaledObject ns/so: the existing hpa 'old' for workload 'llama' of type 'apps/v1.Deployment' must be specified by name"}},
		"two ScaledObjects, one workload": {stream(scaledObject("", prometheus), replace(scaledObject("", prometheus), "name: so,", "name: two,")), []string{
			"webhook: ScaledObject ns/so: the workload 'llama' of type 'apps/v1.Deployment' is already managed by the ScaledObject 'two'",
			"webhook: ScaledObject ns/two: the workload 'llama' of type 'apps/v1.Deployment' is already managed by the ScaledObject 'so'",
		}},
		"two ScaledObjects, one HPA": {stream(scaledObject("  advanced: {horizontalPodAutoscalerConfig: {name: h}}", prometheus), replace(replace(scaledObject("  advanced: {horizontalPodAutoscalerConfig: {name: h}}", prometheus), "name: so,", "name: two,"), "name: llama", "name: other")), []string{
			"webhook: ScaledObject ns/so: the HPA 'h' is already managed by the ScaledObject 'two'",
			"webhook: ScaledObject ns/two: the HPA 'h' is already managed by the ScaledObject 'so'",
		}},
		"stabilization above the HPA's bound": {stream(scaledObject("  advanced: {horizontalPodAutoscalerConfig: {behavior: {scaleUp: {stabilizationWindowSeconds: 3601}}}}", prometheus)), []string{"schema: ScaledObject ns/so: spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleUp.stabilizationWindowSeconds: Invalid value: 3601"}},
		"minimum above maximum": {stream(scaledObject("  minReplicaCount: 3\n  maxReplicaCount: 2", prometheus)), []string{
			`schema: ScaledObject ns/so: spec: Invalid value: minReplicaCount must be less than or equal to maxReplicaCount`,
			"webhook: ScaledObject ns/so: MinReplicaCount=3 must be less than MaxReplicaCount=2",
		}},
		"minimum above the default maximum": {stream(scaledObject("  minReplicaCount: 101", prometheus)), []string{
			"schema: ScaledObject ns/so: spec: Invalid value: minReplicaCount must be",
			"webhook: ScaledObject ns/so: MinReplicaCount=101 must be less than MaxReplicaCount=100",
		}},
		"idle at the minimum":    {stream(scaledObject("  minReplicaCount: 2\n  idleReplicaCount: 2", prometheus)), []string{"webhook: ScaledObject ns/so: IdleReplicaCount=2 must be less than MinReplicaCount=2"}},
		"fallback with only cpu": {stream(deployment, scaledObject("  minReplicaCount: 1\n  fallback: {failureThreshold: 3, replicas: 2}", cpu)), []string{"webhook: ScaledObject ns/so: at least one trigger"}},
		"several errors, all of them": {stream(containers(`{name: a}`), hpa("old", ""), scaledObject("  minReplicaCount: 2\n  idleReplicaCount: 2\n  fallback: {failureThreshold: 3, replicas: 2}", cpu+replace(cpu, "type: cpu", "type: cpu, useCachedMetrics: true"))), []string{
			"webhook: ScaledObject ns/so: IdleReplicaCount=2",
			"webhook: ScaledObject ns/so: at least one trigger",
			"webhook: ScaledObject ns/so: property \"useCachedMetrics\" is not supported for \"cpu\" scaler",
			"webhook: ScaledObject ns/so: the scaledobject has a cpu trigger but",
			"webhook: ScaledObject ns/so: the workload 'llama'",
		}},
		"duplicate trigger names":   {stream(scaledObject("", replace(prometheus, "type: prometheus", "type: prometheus\n      name: a")+replace(prometheus, "type: prometheus", "type: prometheus\n      name: a"))), []string{"webhook: ScaledObject ns/so: triggerName \"a\" is defined multiple times"}},
		"formula, unknown name":     {stream(scaledObject(`  advanced: {scalingModifiers: {formula: "b + 1", target: "5"}}`, replace(prometheus, "type: prometheus", "type: prometheus\n      name: a"))), []string{"webhook: ScaledObject ns/so: error validating formula in ScalingModifiers\nunknown name b"}},
		"formula, name with a dash": {stream(scaledObject(`  advanced: {scalingModifiers: {formula: "gpu-util", target: "5"}}`, replace(prometheus, "type: prometheus", "type: prometheus\n      name: gpu-util"))), []string{"webhook: ScaledObject ns/so: error validating formula in ScalingModifiers"}},
		"formula with cpu":          {stream(deployment, scaledObject(`  minReplicaCount: 1`+"\n"+`  advanced: {scalingModifiers: {formula: "a + c", target: "5"}}`, replace(prometheus, "type: prometheus", "type: prometheus\n      name: a")+replace(cpu, "type: cpu", "type: cpu, name: c"))), []string{"webhook: ScaledObject ns/so: error validating formula in ScalingModifiers\nunknown name c"}},
		"formula without target":    {stream(scaledObject(`  advanced: {scalingModifiers: {formula: "a"}}`, replace(prometheus, "type: prometheus", "type: prometheus\n      name: a"))), []string{"webhook: ScaledObject ns/so: error validating formula in ScalingModifiers\nformula is given but target is empty"}},
		"formula, target zero":      {stream(scaledObject(`  advanced: {scalingModifiers: {formula: "a", target: "0"}}`, replace(prometheus, "type: prometheus", "type: prometheus\n      name: a"))), []string{"webhook: ScaledObject ns/so: error validating target in ScalingModifiers"}},
		"formula that is a boolean": {stream(scaledObject(`  advanced: {scalingModifiers: {formula: "a > 1", target: "1"}}`, replace(prometheus, "type: prometheus", "type: prometheus\n      name: a"))), []string{"webhook: ScaledObject ns/so: error validating formula in ScalingModifiers"}},
		"name of 55":                {stream(replace(scaledObject("", prometheus), "name: so,", "name: "+strings.Repeat("a", 55)+",")), []string{"webhook: ScaledObject ns/" + strings.Repeat("a", 55) + ": HPA name "}},
		"name of 64":                {stream(replace(scaledObject("  advanced: {horizontalPodAutoscalerConfig: {name: h}}", prometheus), "name: so,", "name: "+strings.Repeat("a", 64)+",")), []string{"webhook: ScaledObject ns/" + strings.Repeat("a", 64) + ": scaledobject name "}},
		"kind that cannot scale":    {stream(replace(scaledObject("", prometheus), "{name: llama}", "{name: llama, kind: DaemonSet, apiVersion: apps/v1}")), []string{`webhook: ScaledObject ns/so: no matches for kind "DaemonSet" in version "apps/v1"`}},
		"no triggers": {stream(replace(scaledObject("", " []"), "triggers: []", "triggers: []")), []string{
			"schema: ScaledObject ns/so: spec.triggers: Invalid value: 0: spec.triggers in body should have at least 1 items",
			"webhook: ScaledObject ns/so: no triggers defined",
		}},
		"fallback with a Value cpu": {stream(deployment, scaledObject("  minReplicaCount: 1\n  fallback: {failureThreshold: 3, replicas: 2}", replace(cpu, "Utilization", "Value"))), []string{"webhook: ScaledObject ns/so: at least one trigger"}},
		"threshold without quotes": {stream(scaledObject("", replace(prometheus, `"5"`, "5"))), []string{
			"decode: ScaledObject ns/so: json: cannot unmarshal number",
			`schema: ScaledObject ns/so: spec.triggers[0].metadata.threshold: Invalid value: "integer"`,
		}},
		"unknown field": {stream(scaledObject("  minReplicas: 1", prometheus)), []string{
			`decode: ScaledObject ns/so: unknown field "spec.minReplicas"`,
			`schema: ScaledObject ns/so: unknown field "spec.minReplicas" would be pruned`,
		}},
		"field in the wrong case": {stream(scaledObject("  MinReplicaCount: 1", prometheus)), []string{
			`decode: ScaledObject ns/so: unknown field "spec.MinReplicaCount"`,
			`schema: ScaledObject ns/so: unknown field "spec.MinReplicaCount" would be pruned`,
		}},
		"duplicate key":            {stream(scaledObject("  minReplicaCount: 1\n  minReplicaCount: 1", prometheus)), []string{"stream: document 1: "}},
		"twice the same":           {stream(scaledObject("", prometheus), scaledObject("", prometheus)), []string{"stream: ScaledObject ns/so: is in the package twice"}},
		"polling interval zero":    {stream(scaledObject("  pollingInterval: 0", prometheus)), []string{"schema: ScaledObject ns/so: spec.pollingInterval: Invalid value: 0"}},
		"fallback behavior":        {stream(scaledObject("  fallback: {failureThreshold: 1, replicas: 1, behavior: none}", prometheus)), []string{`schema: ScaledObject ns/so: spec.fallback.behavior: Unsupported value: "none"`}},
		"version not served":       {stream(replace(scaledObject("", prometheus), "v1alpha1", "v1beta1")), []string{`schema: ScaledObject ns/so: version "v1beta1" is not served`}},
		"label value too long":     {stream(replace(scaledObject("", prometheus), "namespace: ns}", "namespace: ns, labels: {key: "+strings.Repeat("a", 64)+"}}")), []string{"metadata: ScaledObject ns/so: metadata.labels: Invalid value"}},
		"name in capitals":         {stream(replace(scaledObject("", prometheus), "name: so,", "name: So,")), []string{"metadata: ScaledObject ns/So: metadata.name: Invalid value"}},
		"no scale target":          {stream(replace(scaledObject("", prometheus), "  scaleTargetRef: {name: llama}\n", "")), []string{"schema: ScaledObject ns/so: spec.scaleTargetRef: Required value"}},
		"authentication kind":      {stream(scaledObject("", prometheus+"      authenticationRef: {name: a, kind: Secret}")), []string{`schema: ScaledObject ns/so: spec.triggers[0].authenticationRef.kind: Unsupported value: "Secret"`}},
		"pod identity":             {stream(authentication(`podIdentity: {provider: azure-workload, identityId: ""}`)), []string{"webhook: TriggerAuthentication ns/a: identityId of PodIdentity should not be empty"}},
		"pod identity provider":    {stream(authentication(`podIdentity: {provider: azure}`)), []string{"schema: TriggerAuthentication ns/a: spec.podIdentity.provider: Unsupported value"}},
		"secretTargetRef misspelt": {stream(authentication("secretTargetRefs: []")), []string{"decode: TriggerAuthentication ns/a: unknown field", "schema: TriggerAuthentication ns/a: unknown field"}},
		"cluster kind, namespace":  {stream(replace(clusterAuthentication, "{name: a}", "{name: a, namespace: b}")), []string{"metadata: ClusterTriggerAuthentication b/a: metadata.namespace: Forbidden"}},
		"Secret data not base64":   {stream("apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata: {a: \"?\"}\n"), []string{"decode: Secret default/a: illegal base64"}},
		"route without rules":      {stream(replace(route, "scalingMetric: {concurrency: {targetValue: 8}}", "scalingMetric: {}")), []string{"schema: InterceptorRoute ns/a: "}},
		"route with both ports":    {stream(replace(route, "port: 80", "port: 80, portName: http")), []string{"schema: InterceptorRoute ns/a: "}},
		"ExternalSecret misspelt": {stream(replace(externalSecret, "remoteRef", "remoteref")), []string{
			"schema: ExternalSecret ns/a: spec.data[0].remoteRef: Required value",
			`schema: ExternalSecret ns/a: unknown field "spec.data[0].remoteref" would be pruned`,
		}},
		"not YAML": {[]byte("a: [\n"), []string{"stream: document 1: "}},
		"no kind":  {[]byte("a: 1\n"), []string{"stream: document 1: kind and apiVersion must be set"}},
		"a scalar": {[]byte("hello\n"), []string{"stream: document 1: "}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := oracle.Check(c.manifests)
			require.Len(t, got, len(c.want), "%v", got)
			for i, v := range got {
				assert.True(t, strings.HasPrefix(v.String(), c.want[i]), "got  %s\nwant %s", v, c.want[i])
			}
		})
	}
}

func TestWarnings(t *testing.T) {
	got := oracle.Warnings(stream(deployment, scaledObject("  minReplicaCount: 1\n  pollingInterval: 15\n  cooldownPeriod: 60", cpu)))
	require.Len(t, got, 2)
	assert.Contains(t, got[0].Message, "CooldownPeriod is configured but is not relevant")
	assert.Contains(t, got[1].Message, "PollingInterval is configured but is not relevant")
	assert.Empty(t, oracle.Warnings(stream(scaledObject("  minReplicaCount: 0\n  pollingInterval: 15\n  cooldownPeriod: 60", prometheus))))
}

func TestListsAndResourceLists(t *testing.T) {
	for _, kind := range []string{"v1\nkind: List", "config.kubernetes.io/v1\nkind: ResourceList"} {
		list := "apiVersion: " + kind + "\nitems:\n- apiVersion: keda.sh/v1alpha1\n  kind: ScaledObject\n  metadata: {name: so}\n  spec: {scaleTargetRef: {name: llama}, maxReplicaCount: 0, triggers: [{type: cron, metadata: {}}]}\n"
		got := oracle.Check([]byte(list))
		require.Len(t, got, 1, "%v", got)
		assert.Equal(t, oracle.Schema, got[0].Layer)
		assert.Equal(t, "ScaledObject default/so", got[0].Object)
	}
}

// TestVerdictsAreStable tests that the verdicts do not depend on the order of the webhook's
// checks.
func TestVerdictsAreStable(t *testing.T) {
	manifests := stream(containers(`{name: a}`), hpa("old", ""), scaledObject("  minReplicaCount: 2\n  idleReplicaCount: 2", cpu))
	want := oracle.Check(manifests)
	require.Len(t, want, 3)
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() { assert.Equal(t, want, oracle.Check(manifests)) })
	}
	wg.Wait()
}

const limitRange = `
apiVersion: v1
kind: LimitRange
metadata: {name: defaults, namespace: ns}
spec: {limits: [{type: Container, defaultRequest: {cpu: 100m}}]}
`

func authentication(spec string) string {
	return "apiVersion: keda.sh/v1alpha1\nkind: TriggerAuthentication\nmetadata: {name: a, namespace: ns}\nspec:\n  " + spec + "\n"
}

const clusterAuthentication = `
apiVersion: keda.sh/v1alpha1
kind: ClusterTriggerAuthentication
metadata: {name: a}
spec: {secretTargetRef: [{parameter: bearerToken, name: s, key: k}]}
`

const route = `
apiVersion: http.keda.sh/v1beta1
kind: InterceptorRoute
metadata: {name: a, namespace: ns}
spec:
  target: {service: llama, port: 80}
  rules: [{hosts: [llama.example.com]}]
  scalingMetric: {concurrency: {targetValue: 8}}
  timeouts: {readiness: 600s}
`

const externalSecret = `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: a, namespace: ns}
spec:
  refreshInterval: 1h
  secretStoreRef: {name: vault, kind: ClusterSecretStore}
  target: {name: keda-prometheus-auth}
  data: [{secretKey: bearerToken, remoteRef: {key: monitoring/prometheus, property: token}}]
`
