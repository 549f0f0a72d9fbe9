package flux

import (
	"testing"

	kustomizev1 "github.com/fluxcd/kustomize-controller/api/v1"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

const (
	eu       = example + "/clusters/eu-prod/models"
	euConfig = eu + "/scale-modelhosts.yaml"
)

// TestFluxRunsNoFunctions tests that the controller rejects an unrendered package, and a
// bootstrap path with one below it.
func TestFluxRunsNoFunctions(t *testing.T) {
	for path, works := range map[string]bool{
		"clusters/eu-prod/models": false,
		"clusters/eu-prod":        false,
		"clusters/eu-prod/flux":   true,
		"clusters/us-prod/flux":   true,
	} {
		got, err := controllerBuild(t, example, path, kustomizev1.KustomizationSpec{})
		if !works {
			assert.ErrorContains(t, err, "external plugins disabled; unable to load external plugin 'ScaleModelHosts'", path)
			continue
		}
		require.NoError(t, err, path)
		assert.Equal(t, forCluster(t, read(t, example, path, "models.yaml")), forCluster(t, got), path)
	}
}

// TestUnrenderedIsNoticed applies scaling annotations that were never rendered, and changes
// rendered output afterwards: Flux reports nothing in any case, and `check --rendered` does.
func TestUnrenderedIsNoticed(t *testing.T) {
	rendered := read(t, eu, "expected.yaml")
	for name, c := range map[string]struct {
		files map[string]string
		spec  kustomizev1.KustomizationSpec
		found string // "" if it is as it was rendered
	}{
		"as rendered": {files: map[string]string{"models.yaml": rendered}},
		"its own namespace again": {
			files: map[string]string{"models.yaml": rendered}, spec: kustomizev1.KustomizationSpec{TargetNamespace: "models"},
		},
		"where each object is from": {
			files: map[string]string{"models.yaml": rendered},
			spec:  kustomizev1.KustomizationSpec{BuildMetadata: []kustomizev1.BuildMetadataOption{kustomizev1.BuildMetadataOriginAnnotations}},
		},
		"a base": {
			files: map[string]string{
				"deployment.yaml": read(t, example, "apps/chat/deployment.yaml"), "service.yaml": read(t, example, "apps/chat/service.yaml"),
			},
			spec:  kustomizev1.KustomizationSpec{TargetNamespace: "models"},
			found: "error: ScaledObject models/prt-keda-modelhost-chat: would be created",
		},
		"namePrefix": {
			files: map[string]string{"models.yaml": rendered}, spec: kustomizev1.KustomizationSpec{NamePrefix: "eu-"},
			found: "error: ScaledObject models/eu-prt-keda-modelhost-chat: would be configured",
		},
		"nameSuffix": {
			files: map[string]string{"models.yaml": rendered}, spec: kustomizev1.KustomizationSpec{NameSuffix: "-eu"},
			found: "error: ScaledObject models/prt-keda-modelhost-chat-eu: would be configured",
		},
		"targetNamespace": {
			files: map[string]string{"models.yaml": rendered}, spec: kustomizev1.KustomizationSpec{TargetNamespace: "elsewhere"},
			found: "error: ScaledObject elsewhere/prt-keda-modelhost-chat: would be configured",
		},
		"nothing": {
			files: map[string]string{"README.md": "nothing"}, found: "error: there are no objects",
		},
	} {
		t.Run(name, func(t *testing.T) {
			applied, err := controllerBuild(t, artifactOf(t, c.files), ".", c.spec)
			require.NoError(t, err)
			got := check(t, applied, euConfig)
			if c.found == "" {
				assert.Zero(t, got.Exit, got.Stdout)
				return
			}
			assert.Equal(t, 1, got.Exit)
			assert.Contains(t, got.Stdout, c.found)
			assert.Contains(t, got.Stdout, "[not-rendered]")
		})
	}
}

// TestRenamingBreaks shows the effect of a name or namespace setting of the Kustomization on
// rendered output: a ScaledObject for a missing Deployment, and a query for missing pods.
func TestRenamingBreaks(t *testing.T) {
	rendered := read(t, example, "clusters/us-prod/models/expected.yaml")
	for name, c := range map[string]struct {
		spec               kustomizev1.KustomizationSpec
		deployment, target string
		namespace, queried string
	}{
		"namePrefix": {
			kustomizev1.KustomizationSpec{NamePrefix: "eu-"},
			"eu-prt-depl-modelhost-chat", "prt-depl-modelhost-chat", "models", `exported_namespace="models", exported_pod=~"prt-depl-modelhost-chat-`,
		},
		"nameSuffix": {
			kustomizev1.KustomizationSpec{NameSuffix: "-eu"},
			"prt-depl-modelhost-chat-eu", "prt-depl-modelhost-chat", "models", `exported_namespace="models", exported_pod=~"prt-depl-modelhost-chat-`,
		},
		"targetNamespace": {
			kustomizev1.KustomizationSpec{TargetNamespace: "elsewhere"},
			"prt-depl-modelhost-chat", "prt-depl-modelhost-chat", "elsewhere", `exported_namespace="models"`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := controllerBuild(t, artifactOf(t, map[string]string{"models.yaml": rendered}), ".", c.spec)
			require.NoError(t, err)
			scaled := only(t, got, "ScaledObject")
			assert.Equal(t, c.deployment, only(t, got, "Deployment").GetName())
			target, _, err := unstructured.NestedString(scaled.Object, "spec", "scaleTargetRef", "name")
			require.NoError(t, err)
			assert.Equal(t, c.target, target)
			assert.Equal(t, c.namespace, scaled.GetNamespace())
			assert.Contains(t, got, c.queried)
		})
	}
}
