package fn_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

// The annotations imported from an HPA render to a ScaledObject that scales like that of a host
// that adopts the HPA, whatever the functionConfig's defaults are.
func TestImportedHPAScalesAsAnAdoptedOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hpa := drawHPA(t)
		in := krm.Input{Items: mustParse(t, stream([]string{importedHost(""), hpa})), FunctionConfig: drawDefaults(t)}
		imported := rendered(t, proposed(t, in))
		adopting := krm.Input{Items: mustParse(t, stream([]string{importedHost("    autoscaling.modelhost.dev/hpa-policy: adopt\n"), hpa}))}
		requireSameScaling(t, rendered(t, adopting), imported)
	})
}

// The annotations imported from a hand-written ScaledObject render to an equivalent one of the same
// name.
func TestImportedScaledObjectIsEquivalent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		object := drawScaledObject(t)
		in := krm.Input{Items: mustParse(t, stream([]string{importedHost(""), object})), FunctionConfig: drawDefaults(t)}
		was := in.Items[1].Copy()
		is := rendered(t, proposed(t, in))
		require.Equal(t, was.GetName(), is.GetName())
		requireSameScaling(t, was, is)
	})
}

func importedHost(annotations string) string {
	if annotations != "" {
		annotations = "  annotations:\n" + annotations
	}
	return "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: prt-depl-modelhost-llama\n  namespace: models\n" + annotations +
		"spec:\n  template:\n    spec:\n      containers:\n      - {name: model, resources: {requests: {cpu: 4, memory: 32Gi}}}\n      - {name: proxy, resources: {requests: {cpu: 1, memory: 1Gi}}}\n"
}

// proposed returns the package with all proposed patches applied.
func proposed(t *rapid.T, in krm.Input) krm.Input {
	proposals, findings := fn.Import(in)
	require.False(t, findings.HasErrors(), lines(findings))
	require.Len(t, proposals, 1)
	for _, patch := range proposals[0].Patches {
		for _, p := range patch.Labels {
			require.NoError(t, patch.Object.Node.PipeE(yaml.SetLabel(p.Name, p.Value)))
		}
		for _, p := range patch.Annotations {
			require.NoError(t, patch.Object.Node.PipeE(yaml.SetAnnotation(p.Name, p.Value)))
		}
	}
	return in
}

// rendered returns the only ScaledObject that the function generates.
func rendered(t *rapid.T, in krm.Input) *yaml.RNode {
	out, _ := run(t, in)
	require.False(t, out.Findings.HasErrors(), "%s\n%s", lines(out.Findings), stream(texts(in.Items)))
	require.NotContains(t, lines(out.Findings), "[hpa-setting-lost]")
	again(t, in, out)
	out.Items = slices.DeleteFunc(out.Items, func(n *yaml.RNode) bool { return n.GetKind() != "ScaledObject" })
	require.Len(t, out.Items, 1)
	return out.Items[0]
}

// requireSameScaling compares specs. Missing counts have KEDA's defaults, and the order of triggers
// does not matter.
func requireSameScaling(t *rapid.T, one, other *yaml.RNode) {
	require.Equal(t, scaling(t, one), scaling(t, other))
	for _, name := range []string{keda.AnnotationPaused, keda.AnnotationPausedReplicas, keda.AnnotationTransferHPAOwnership} {
		require.Equal(t, one.GetAnnotations()[name], other.GetAnnotations()[name], name)
	}
}

func scaling(t *rapid.T, n *yaml.RNode) string {
	var spec keda.ScaledObjectSpec
	require.Empty(t, strictyaml.Decode(n.Field("spec").Value.YNode(), "", &spec))
	least, most := int32(0), int32(100)
	if spec.MinReplicaCount == nil {
		spec.MinReplicaCount = &least
	}
	if spec.MaxReplicaCount == nil {
		spec.MaxReplicaCount = &most
	}
	// An empty object means the same as a missing one.
	if a := spec.Advanced; a != nil {
		if a.HorizontalPodAutoscalerConfig != nil && *a.HorizontalPodAutoscalerConfig == (keda.HPAConfig{}) {
			a.HorizontalPodAutoscalerConfig = nil
		}
		if *a == (keda.Advanced{}) {
			spec.Advanced = nil
		}
	}
	var triggers []string
	for _, trigger := range spec.Triggers {
		triggers = append(triggers, encoding.Flow(trigger))
	}
	slices.Sort(triggers)
	spec.Triggers = nil
	return encoding.Lines(spec) + strings.Join(triggers, "\n")
}

// drawDefaults draws a functionConfig's defaults, nil for none.
func drawDefaults(t *rapid.T) *yaml.RNode {
	defaults := rapid.SampledFrom([]string{
		"", "hpaPolicy: adopt", "hpaPolicy: refuse",
		"defaults: {minReplicas: 3, maxReplicas: 4, signals: {gpu: {target: 70}, cpu: {target: 50}}}",
		"defaults: {triggers: [{type: cron, metadata: {timezone: UTC, start: 0 8 * * *, end: 0 18 * * *, desiredReplicas: \"2\"}}]}",
		"defaults: {schedule: [\"Mon-Fri 08:00-20:00 UTC: 2\"]}",
		"defaults: {behavior: {scaleUp: {stabilizationWindowSeconds: 5}}}", "defaults: {idleReplicas: 0}",
		"defaults: {pollingInterval: 15s, cooldownPeriod: 5m, initialCooldownPeriod: 5m, fallback: {failureThreshold: 3, replicas: 2}}",
		"authentication: {token: {mode: bearer, secret: {name: s, keys: {bearerToken: k}}}}\n  prometheus: {authentication: token}",
	}).Draw(t, "defaults")
	if defaults == "" {
		return nil
	}
	return yaml.MustParse("apiVersion: " + config.APIVersion + "\nkind: ScaleModelHosts\nmetadata: {name: config}\nspec:\n  " + defaults + "\n")
}

const drawnBehavior = "{scaleUp: {stabilizationWindowSeconds: 0, tolerance: 0.05, policies: [{type: Pods, value: 2, periodSeconds: 30}]}, scaleDown: {selectPolicy: Disabled}}"

// drawHPA draws an HPA with resource metrics only.
func drawHPA(t *rapid.T) string {
	metric := rapid.SampledFrom([]string{
		"{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}",
		"{type: Resource, resource: {name: cpu, target: {type: AverageValue, averageValue: 1}}}",
		"{type: Resource, resource: {name: cpu, target: {type: AverageValue, averageValue: 500m}}}",
		"{type: Resource, resource: {name: memory, target: {type: AverageValue, averageValue: 8Gi}}}",
		"{type: Resource, resource: {name: memory, target: {type: AverageValue, averageValue: 1.5e9}}}",
		"{type: Resource, resource: {name: memory, target: {type: Utilization, averageUtilization: 120}}}",
		"{type: ContainerResource, containerResource: {name: cpu, container: model, target: {type: Utilization, averageUtilization: 60}}}",
		"{type: ContainerResource, containerResource: {name: memory, container: proxy, target: {type: AverageValue, averageValue: 8Gi}}}",
	})
	spec := []string{"scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: prt-depl-modelhost-llama}", "maxReplicas: " + fmt.Sprint(rapid.IntRange(4, 9).Draw(t, "max"))}
	if rapid.Bool().Draw(t, "min") {
		spec = append(spec, "minReplicas: "+fmt.Sprint(rapid.IntRange(1, 4).Draw(t, "least")))
	}
	if metrics := rapid.SliceOfN(metric, 0, 3).Draw(t, "metrics"); len(metrics) > 0 {
		spec = append(spec, "metrics: ["+strings.Join(metrics, ", ")+"]")
	}
	if rapid.Bool().Draw(t, "behavior") {
		spec = append(spec, "behavior: "+drawnBehavior)
	}
	return "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: llama, namespace: models}\nspec: {" + strings.Join(spec, ", ") + "}\n"
}

// drawScaledObject draws a valid ScaledObject.
func drawScaledObject(t *rapid.T) string {
	trigger := rapid.SampledFrom([]string{
		`{type: cpu, metricType: Utilization, metadata: {value: "60"}}`,
		`{type: cpu, metricType: AverageValue, metadata: {value: 500m}}`,
		`{type: memory, metricType: AverageValue, metadata: {value: 8Gi, containerName: model}}`,
		`{type: memory, metricType: AverageValue, metadata: {value: "1000000000"}}`,
		`{type: prometheus, metricType: Value, metadata: {serverAddress: "http://p:9090", query: 'avg(up{a="b\\.c"})', threshold: "0.5"}}`,
		`{type: kafka, useCachedMetrics: true, metadata: {bootstrapServers: "k:9092", consumerGroup: g, topic: t, lagThreshold: "5"}}`,
		`{type: cron, metadata: {timezone: Europe/Berlin, start: 0 8 * * *, end: 0 18 * * *, desiredReplicas: "3"}}`,
		`{type: redis, metadata: {address: "r:6379", listName: l, listLength: "5"}, authenticationRef: {name: redis}}`,
	})
	triggers := append(rapid.SliceOfN(trigger, 0, 3).Draw(t, "triggers"), rapid.SampledFrom([]string{
		`{type: kafka, name: lag, metadata: {bootstrapServers: "k:9092", consumerGroup: g, topic: u, lagThreshold: "5"}}`,
		`{type: rabbitmq, name: lag, metadata: {host: "amqp://r", queueName: q, mode: QueueLength, value: "5"}}`,
	}).Draw(t, "queue"))
	spec := []string{"scaleTargetRef: {name: prt-depl-modelhost-llama" + rapid.SampledFrom([]string{"", ", envSourceContainerName: proxy"}).Draw(t, "source") + "}", "triggers: [" + strings.Join(triggers, ", ") + "]"}
	for _, field := range []string{
		"minReplicaCount: 2", "maxReplicaCount: 20", "idleReplicaCount: 0", "pollingInterval: 10", "cooldownPeriod: 60", "initialCooldownPeriod: 90",
		"fallback: {failureThreshold: 3, replicas: 4, behavior: currentReplicas}",
	} {
		if field == "idleReplicaCount: 0" && !slices.Contains(spec, "minReplicaCount: 2") {
			continue // the count would be zero anyway, and KEDA rejects saying so twice
		}
		if rapid.Bool().Draw(t, field) {
			spec = append(spec, field)
		}
	}
	var advanced []string
	for _, field := range []string{"restoreToOriginalReplicaCount: true", "horizontalPodAutoscalerConfig: {name: llama, behavior: " + drawnBehavior + "}", "horizontalPodAutoscalerConfig: {name: other}", `scalingModifiers: {formula: lag + 1, target: "5"}`} {
		if strings.HasSuffix(field, "other}") && len(advanced) > 0 && strings.Contains(advanced[len(advanced)-1], "name: llama") {
			continue
		}
		if rapid.Bool().Draw(t, field) {
			advanced = append(advanced, field)
		}
	}
	if len(advanced) > 0 {
		spec = append(spec, "advanced: {"+strings.Join(advanced, ", ")+"}")
	}
	metadata := rapid.SampledFrom([]string{
		"name: llama", "name: prt-keda-modelhost-llama", "name: llama, labels: {a: b}, annotations: {c: d}",
		`name: llama, annotations: {autoscaling.keda.sh/paused: "true"}`, `name: llama, annotations: {autoscaling.keda.sh/paused-replicas: "2"}`,
	}).Draw(t, "metadata")
	return "apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {" + metadata + ", namespace: models}\nspec: {" + strings.Join(spec, ", ") + "}\n"
}
