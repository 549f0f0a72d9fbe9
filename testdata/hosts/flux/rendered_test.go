package flux

import (
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	kustomizev1 "github.com/fluxcd/kustomize-controller/api/v1"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"modelhost.dev/scale-modelhosts/testdata/hosts/harness"
)

const listed = `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [models.yaml]
`

// substitutions are the substitution settings of a Kustomization.
var substitutions = map[string]*kustomizev1.PostBuild{
	"no postBuild":            nil,
	"postBuild, with a value": {Substitute: map[string]string{"cluster": "eu-prod", "key": "harm", "namespace": "harm"}},
	"postBuild, always":       {SubstituteStrategy: kustomizev1.SubstituteStrategyAlways},
}

// layouts are the ways to put a rendered file into an artifact. Flux applies all files of a
// folder without a kustomization.yaml, so it also reads a functionConfig next to the file.
func layouts(t testing.TB, rendered string) map[string]map[string]string {
	config := strings.ReplaceAll(read(t, example, "clusters/eu-prod/models/scale-modelhosts.yaml"), "name: scale-modelhosts", "name: beside")
	return map[string]map[string]string{
		"a file":                       {"models.yaml": rendered},
		"with a kustomization":         {"models.yaml": rendered, "kustomization.yaml": listed},
		"a file of a subfolder":        {"eu/models.yaml": rendered},
		"a file with a functionConfig": {"models.yaml": rendered, "scale-modelhosts.yaml": config},
	}
}

// TestFluxAppliesWhatWasRendered builds every example's rendered output with Flux's own code:
// it applies exactly the rendered objects, except the local-config ones.
func TestFluxAppliesWhatWasRendered(t *testing.T) {
	for _, file := range renderedExamples(t) {
		rendered := read(t, file)
		t.Run(exampleOf(t, file), func(t *testing.T) {
			for layout, files := range layouts(t, rendered) {
				for how, postBuild := range substitutions {
					got, err := controllerBuild(t, artifactOf(t, files), ".", kustomizev1.KustomizationSpec{PostBuild: postBuild})
					require.NoError(t, err, "%s, %s", layout, how)
					assert.Equal(t, forCluster(t, rendered), forCluster(t, got), "%s, %s", layout, how)
				}
			}
		})
	}
}

// exampleOf returns the folder of a file below examples/.
func exampleOf(t testing.TB, file string) string {
	name, err := filepath.Rel(filepath.Join(root, "examples"), filepath.Dir(file))
	require.NoError(t, err)
	return filepath.ToSlash(name)
}

// renderedExamples returns the files with rendered output of all examples.
func renderedExamples(t testing.TB) []string {
	var files []string
	require.NoError(t, filepath.WalkDir(filepath.Join(root, "examples"), func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Name() == "expected.yaml" {
			files = append(files, path)
		}
		return err
	}))
	require.GreaterOrEqual(t, len(files), 12)
	return files
}

// TestTheReleaseAppliesWhatWasRendered runs the released command, which has the same build
// code as its controllers. It adds labels to what it would apply, and changes nothing else.
func TestTheReleaseAppliesWhatWasRendered(t *testing.T) {
	for _, file := range renderedExamples(t) {
		rendered := read(t, file)
		artifact := artifactOf(t, map[string]string{"models.yaml": rendered})
		for how, postBuild := range map[string]string{"no postBuild": "{}", "postBuild": "{substitute: {cluster: eu-prod, key: harm, namespace: harm}}"} {
			kustomization := filepath.Join(artifactOf(t, map[string]string{"flux.yaml": `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: models, namespace: flux-system}
spec:
  interval: 10m
  prune: true
  sourceRef: {kind: OCIRepository, name: models}
  postBuild: ` + postBuild + "\n"}), "flux.yaml")
			got := harness.Output(t, harness.Command{Args: []string{
				"flux", "build", "kustomization", "models", "--dry-run", "--kustomization-file", kustomization, "--path", artifact,
			}})
			assert.Equal(t, forCluster(t, rendered), withoutOwner(t, got), "%s, %s", exampleOf(t, file), how)
		}
	}
}

// withoutOwner removes the labels by which Flux recognizes what it applied.
func withoutOwner(t testing.TB, stream string) []string {
	t.Helper()
	var all []string
	for _, o := range parse(t, stream) {
		labels := o.GetLabels()
		require.Equal(t, "models", labels["kustomize.toolkit.fluxcd.io/name"])
		require.Equal(t, "flux-system", labels["kustomize.toolkit.fluxcd.io/namespace"])
		delete(labels, "kustomize.toolkit.fluxcd.io/name")
		delete(labels, "kustomize.toolkit.fluxcd.io/namespace")
		if o.SetLabels(labels); len(labels) == 0 {
			unstructured.RemoveNestedField(o.Object, "metadata", "labels")
		}
		all = append(all, jsonOf(t, o))
	}
	return all
}
