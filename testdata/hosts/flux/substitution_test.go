package flux

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	kustomizev1 "github.com/fluxcd/kustomize-controller/api/v1"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"modelhost.dev/scale-modelhosts/testdata/hosts/harness"
)

// host scales on a query of its own.
const host = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: prt-depl-modelhost-chat
  namespace: models
  annotations:
    autoscaling.modelhost.dev/max-replicas: "4"
    autoscaling.modelhost.dev/triggers: |
      - type: prometheus
        metadata:
          query: %s
          threshold: "1"
spec:
  template:
    spec:
      containers:
        - name: model
`

const settings = `apiVersion: autoscaling.modelhost.dev/v1alpha1
kind: ScaleModelHosts
metadata:
  name: scale-modelhosts
  annotations:
    config.kubernetes.io/local-config: "true"
    config.kubernetes.io/function: "exec: {path: scale-modelhosts}"
spec: %s
`

const (
	// substitute is the annotation that disables Flux's substitution in an object.
	substitute = "kustomize.toolkit.fluxcd.io/substitute"
	spared     = "{generated: {annotations: {" + substitute + ": disabled}}}"
)

// TestSubstitution shows which queries a postBuild breaks, and that it breaks none with the
// annotation that examples/flux sets on everything generated.
func TestSubstitution(t *testing.T) {
	for name, c := range map[string]struct{ query, harmed string }{
		"a group in braces": {
			`label_replace(sum(jobs), "model", "${1}", "queue", "(.+)")`, `label_replace(sum(jobs), "model", "", "queue", "(.+)")`,
		},
		"a group": {`label_replace(sum(jobs), "model", "$1", "queue", "(.+)")`, ""},
		"two dollars": {
			`sum(jobs{queue=~"chat$$"})`, `sum(jobs{queue=~"chat$"})`,
		},
		"an end":             {`sum(jobs{queue=~".*chat$"})`, ""},
		"an end and a bar":   {`sum(jobs{queue=~"(chat$|code$)"})`, ""},
		"how often":          {`sum(jobs{queue=~"[a-z]{1,10}"})`, ""},
		"our placeholders":   {`sum(jobs{namespace="$(namespace)", pod=~"$(pod-regex)"})`, ""},
		"a name in braces":   {`sum(jobs{queue=~"${cluster}-chat"})`, `sum(jobs{queue=~"eu-prod-chat"})`},
		"a name of no value": {`sum(jobs{queue=~"chat${suffix}"})`, `sum(jobs{queue=~"chat"})`},
	} {
		t.Run(name, func(t *testing.T) {
			before := render(t, c.query, "{}")
			want := queryOf(t, before)
			assert.Equal(t, want, queryOf(t, built(t, before, nil)), "without postBuild")
			if c.harmed != "" {
				want = c.harmed
			}
			assert.Equal(t, want, queryOf(t, built(t, before, substituting)))

			before = render(t, c.query, spared)
			assert.Equal(t, queryOf(t, before), queryOf(t, built(t, before, substituting)), "with the annotation")
		})
	}
}

// TestEverythingGeneratedIsSpared tests that everything generated in any example, of every
// kind, has the annotation.
func TestEverythingGeneratedIsSpared(t *testing.T) {
	kinds := map[string]bool{}
	for _, file := range renderedExamples(t) {
		config := parse(t, read(t, filepath.Dir(file), "scale-modelhosts.yaml"))[0]
		require.NoError(t, unstructured.SetNestedField(config.Object, "disabled", "spec", "generated", "annotations", substitute))
		path := filepath.Join(artifactOf(t, map[string]string{"config.yaml": jsonOf(t, config)}), "config.yaml")

		got := harness.Output(t, harness.Command{Args: []string{"scale-modelhosts", "render", "-", "--config", path}, Stdin: strings.Join(forCluster(t, read(t, file)), "\n---\n")})
		for _, o := range parse(t, got) {
			if o.GetLabels()["app.kubernetes.io/managed-by"] == "scale-modelhosts" {
				kinds[o.GetKind()] = true
				assert.Equal(t, "disabled", o.GetAnnotations()[substitute], "%s %s of %s", o.GetKind(), o.GetName(), file)
			}
		}
	}
	assert.Subset(t, slices.Collect(maps.Keys(kinds)), []string{"ScaledObject", "TriggerAuthentication", "InterceptorRoute", "VirtualService", "ExternalSecret"})
}

// TestAnnotationsContainNoVariables tests that the function rejects a value that only the
// controller would replace, long after the ScaledObject is generated from it.
func TestAnnotationsContainNoVariables(t *testing.T) {
	got := harness.Run(t, harness.Command{Args: []string{"scale-modelhosts", "render", "-"}, Stdin: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: prt-depl-modelhost-chat
  namespace: models
  annotations:
    autoscaling.modelhost.dev/gpu: "70"
    autoscaling.modelhost.dev/max-replicas: "${max_replicas}"
`})
	assert.Equal(t, 1, got.Exit)
	assert.Contains(t, got.Stderr, "${max_replicas}")
}

var substituting = &kustomizev1.PostBuild{Substitute: map[string]string{"cluster": "eu-prod"}}

// render returns the rendered output of a package with a host that scales on a query.
func render(t testing.TB, query, spec string) string {
	t.Helper()
	return harness.Output(t, harness.Command{Args: []string{"scale-modelhosts", "render", artifactOf(t, map[string]string{
		"kustomization.yaml":    "resources: [deployment.yaml]\ntransformers: [scale-modelhosts.yaml]\n",
		"deployment.yaml":       fmt.Sprintf(host, query),
		"scale-modelhosts.yaml": fmt.Sprintf(settings, spec),
	})}})
}

// built returns what the controller builds from a rendered file.
func built(t testing.TB, rendered string, postBuild *kustomizev1.PostBuild) string {
	t.Helper()
	got, err := controllerBuild(t, artifactOf(t, map[string]string{"models.yaml": rendered}), ".", kustomizev1.KustomizationSpec{PostBuild: postBuild})
	require.NoError(t, err)
	return got
}

func queryOf(t testing.TB, stream string) string {
	t.Helper()
	triggers, _, err := unstructured.NestedSlice(only(t, stream, "ScaledObject").Object, "spec", "triggers")
	require.NoError(t, err)
	require.Len(t, triggers, 1)
	query, _, err := unstructured.NestedString(triggers[0].(map[string]any), "metadata", "query")
	require.NoError(t, err)
	return query
}
