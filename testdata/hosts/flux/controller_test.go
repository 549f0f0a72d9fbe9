package flux

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	kustomizev1 "github.com/fluxcd/kustomize-controller/api/v1"
	"github.com/fluxcd/pkg/kustomize"
	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
)

// controllerBuild builds a folder of an artifact as the kustomize-controller does before it
// applies it: the same calls in the same order, for a Kustomization with the given spec. It
// works on a copy, because the controller writes into the folder.
func controllerBuild(t testing.TB, artifact, path string, spec kustomizev1.KustomizationSpec) (string, error) {
	t.Helper()
	work := copyOf(t, artifact)
	dir := filepath.Join(work, path)
	object, err := runtime.DefaultUnstructuredConverter.ToUnstructured(&kustomizev1.Kustomization{Spec: spec})
	require.NoError(t, err)
	flux := unstructured.Unstructured{Object: object}

	if _, err := kustomize.NewGenerator(work, flux).WriteFile(dir); err != nil {
		return "", err
	}
	built, err := kustomize.SecureBuild(work, dir, false)
	if err != nil {
		return "", err
	}
	if spec.PostBuild != nil {
		always := spec.PostBuild.SubstituteStrategy == kustomizev1.SubstituteStrategyAlways
		for _, o := range built.Resources() {
			got, err := kustomize.SubstituteVariables(context.Background(), nil, flux, o, kustomize.SubstituteWithAlways(always))
			if err != nil {
				return "", err
			}
			if got != nil {
				if _, err := built.Replace(o); err != nil {
					return "", err
				}
			}
		}
	}
	stream, err := built.AsYaml()
	return string(stream), err
}

// artifactOf returns a folder with the files, by name.
func artifactOf(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(content), 0o644))
	}
	return dir
}

func copyOf(t testing.TB, dir string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "copy")
	require.NoError(t, os.CopyFS(to, os.DirFS(dir)))
	return to
}

// read returns the text of a file.
func read(t testing.TB, path ...string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(path...))
	require.NoError(t, err)
	return string(content)
}
