package fn_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/krm"
)

const vaultSecret = `apiVersion: v1
kind: Secret
metadata:
  name: s
  namespace: models
  annotations: {ANNOTATIONS}
data:
  token: VALUE
`

func TestVaultPlaceholdersDependOnTheAnnotation(t *testing.T) {
	for name, c := range map[string]struct {
		annotations, value string
		errs               int
	}{
		"annotation":           {"avp.kubernetes.io/path: secret/data/keda", "<token>", 0},
		"modifier":             {"avp.kubernetes.io/path: secret/data/keda", "<name | base64encode>", 0},
		"part":                 {"avp.kubernetes.io/path: secret/data/keda", "a-<token>-b", 0},
		"path in the value":    {"", "<path:secret/data/keda#token | base64encode>", 0},
		"no annotation":        {"", "<token>", 1},
		"ignored":              {"avp.kubernetes.io/path: secret/data/keda, avp.kubernetes.io/ignore: \"true\"", "<token>", 1},
		"empty path":           {"avp.kubernetes.io/path: \"\"", "<token>", 1},
		"another annotation":   {"example.com/path: secret/data/keda", "<token>", 1},
		"no placeholder":       {"avp.kubernetes.io/path: secret/data/keda", "to-ken", 1},
		"never closed":         {"avp.kubernetes.io/path: secret/data/keda", "<token", 1},
		"closed on a new line": {"avp.kubernetes.io/path: secret/data/keda", "\"<token\\n>\"", 1},
	} {
		t.Run(name, func(t *testing.T) {
			item := yaml.MustParse(strings.NewReplacer("ANNOTATIONS", c.annotations, "VALUE", c.value).Replace(vaultSecret))
			before := item.MustString()
			result := fn.Check(krm.Input{Items: []*yaml.RNode{item}})
			assert.Len(t, result.Findings.Of(finding.Error), c.errs, "%v", result.Findings)
			assert.Equal(t, before, item.MustString(), "the package is as it was")
		})
	}
}

const vaultHost = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: llama
  namespace: models
  annotations:
    avp.kubernetes.io/path: secret/data/keda
    autoscaling.modelhost.dev/cpu: "CPU"
spec:
  replicas: 2
  template:
    metadata: {annotations: {checksum: <checksum>}}
    spec:
      containers:
      - name: c
        image: registry/<image>
        resources: {requests: {cpu: <cpu>}}
        env: [{name: TOKEN, value: &token "<token>"}, {name: AGAIN, value: *token}]
`

// Generated objects have no annotation with the path, so the plugin ignores them.
func TestVaultPlaceholdersOfAHost(t *testing.T) {
	item := yaml.MustParse(strings.ReplaceAll(vaultHost, "CPU", "70"))
	out := fn.Run(krm.Input{Items: []*yaml.RNode{item}})
	assert.False(t, out.Findings.HasErrors(), "%v", out.Findings)
	assert.Len(t, out.Items, 2)
	text := out.Items[0].MustString()
	for _, kept := range []string{"checksum: <checksum>", "image: registry/<image>", "cpu: <cpu>", `value: "<token>"`} {
		assert.Contains(t, text, kept)
	}
	assert.NotContains(t, text, "<path:")
	assert.NotContains(t, text, "replicas")

	rejected := fn.Run(krm.Input{Items: []*yaml.RNode{yaml.MustParse(strings.ReplaceAll(vaultHost, "CPU", "<target>"))}})
	assert.True(t, rejected.Findings.HasErrors())
	assert.NotContains(t, rejected.Items[0].MustString(), "<path:")
}

// The plugin replaces placeholders with a path everywhere, so a generated object follows a name
// that the plugin fills in.
func TestVaultPlaceholdersInAName(t *testing.T) {
	item := yaml.MustParse(strings.ReplaceAll(strings.ReplaceAll(vaultHost, "CPU", "70"), "name: llama", "name: <app>"))
	out := fn.Run(krm.Input{Items: []*yaml.RNode{item}})
	assert.False(t, out.Findings.HasErrors(), "%v", out.Findings)
	assert.Contains(t, out.Items[0].MustString(), "name: <app>\n")
	generated := out.Items[1].MustString()
	assert.Contains(t, generated, `scaleTargetRef:
    name: "<path:secret/data/keda#app>"`)
	again := fn.Run(krm.Input{Items: out.Items})
	assert.Len(t, again.Items, 2)
	assert.Empty(t, again.Edited)
	assert.Equal(t, generated, again.Items[1].MustString())
}
