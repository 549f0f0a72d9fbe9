package host_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/host"
)

func TestFind(t *testing.T) {
	h := one(t, deployment("prt-depl-modelhost-llama", gpu, "example.com/other: x"))
	assert.Equal(t, "llama", h.Key)
	assert.Equal(t, "prt-keda-modelhost-llama", h.ScaledObject)
	assert.Equal(t, map[string]string{"gpu": "70"}, h.Annotations.Raw)
	assert.Equal(t, "autoscaling.modelhost.dev/gpu", h.AnnotationName("gpu"))
	assert.Empty(t, h.Namespace)
}

func TestFindKeepsPackageOrder(t *testing.T) {
	hosts, findings := find(t, deployment("prt-depl-modelhost-b", gpu)+"---\n"+
		strings.Replace(deployment("prt-depl-modelhost-c", gpu), "Deployment", "StatefulSet", 1)+"---\n"+
		strings.Replace(deployment("prt-depl-modelhost-a", gpu), "apps/v1\nkind: Deployment", "argoproj.io/v1alpha1\nkind: Rollout", 1))
	require.Empty(t, findings)
	var keys []string
	for _, h := range hosts {
		keys = append(keys, h.Key)
	}
	assert.Equal(t, []string{"b", "c", "a"}, keys)
}

func TestFindIgnoresOtherObjects(t *testing.T) {
	for name, text := range map[string]string{
		"no annotations":            "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: prt-depl-modelhost-llama\n",
		"other annotations":         deployment("prt-depl-modelhost-llama", "example.com/gpu: x", "keda.sh/y: z", "plain: x"),
		"duplicate keys":            deployment("prt-depl-modelhost-llama", "a: b", "a: c"),
		"for tools only":            deployment("prt-depl-modelhost-llama", gpu, `config.kubernetes.io/local-config: "true"`),
		"annotations not an object": "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, annotations: [x]}\n",
		"a Service":                 "apiVersion: v1\nkind: Service\nmetadata: {name: a, labels: {autoscaling.modelhost.dev/key: x}}\n",
	} {
		t.Run(name, func(t *testing.T) {
			hosts, findings := find(t, text)
			assert.Empty(t, hosts)
			assert.Empty(t, findings)
		})
	}
}

func TestFindIncludesOptedOutHosts(t *testing.T) {
	h := one(t, deployment("prt-depl-modelhost-llama", scalingPrefix+`enabled: "false"`))
	assert.False(t, h.Annotations.Enabled)
}

func TestNamespace(t *testing.T) {
	models := func(s *config.Spec) { s.Namespace = "models" }
	text := deployment("prt-depl-modelhost-llama", gpu)
	assert.Equal(t, "models", one(t, text, models).Namespace)
	assert.Equal(t, "own", one(t, strings.Replace(text, "metadata:\n", "metadata:\n  namespace: own\n", 1), models).Namespace)
}

func TestCustomPrefix(t *testing.T) {
	custom := func(s *config.Spec) { s.AnnotationPrefix = "scale.example.com" }
	h := one(t, deployment("prt-depl-modelhost-llama", `scale.example.com/gpu: "70"`, gpu), custom)
	assert.Equal(t, map[string]string{"gpu": "70"}, h.Annotations.Raw)
	assert.Equal(t, "scale.example.com/gpu", h.AnnotationName("gpu"))
}

func TestFindingsHaveObjectFileAndField(t *testing.T) {
	hosts, findings := find(t, deployment("prt-depl-modelhost-llama",
		scalingPrefix+"min-replica: few", scalingPrefix+"max-replicas: many", scalingPrefix+"triggers: '[{signal: gpu, targt: 5}]'", scalingPrefix+"behavior: '{up: 1}'",
		"internal.config.kubernetes.io/path: models/llama.yaml"))
	assert.Len(t, hosts, 1)
	const at = "metadata.annotations[autoscaling.modelhost.dev/"
	assert.Equal(t, []reported{
		{host.RuleInvalidValue.ID, at + "behavior].up", "unknown field", "known fields: scaleUp, scaleDown"},
		{host.RuleInvalidValue.ID, at + "max-replicas]", `"many" is not an integer`, "use an integer of at least 1"},
		{host.RuleUnknownAnnotation.ID, at + "min-replica]", "is not a known annotation", "did you mean min-replicas?"},
		{host.RuleInvalidValue.ID, at + "triggers][0].targt", "unknown field", `did you mean "target"?`},
	}, saidBy(findings))
	for _, f := range findings {
		assert.Equal(t, finding.Error, f.Severity)
		assert.Equal(t, "models/llama.yaml", f.File)
		assert.Equal(t, finding.Resource{APIVersion: "apps/v1", Kind: "Deployment", Name: "prt-depl-modelhost-llama"}, f.Resource)
	}
}
