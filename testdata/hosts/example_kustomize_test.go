package hosts

import (
	"os"
	"path"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// expectedFile is the rendered output next to a kustomization.
const expectedFile = "expected.yaml"

// testKustomizeExample renders every layer with expected output. The example's root and each
// of its overlays must have it.
func testKustomizeExample(t *testing.T, dir string) {
	work := copyOf(t, dir)
	files := treeOf(t, work)
	layers := files.layers()
	require.NotEmpty(t, layers, "no folder of %s has a kustomization.yaml and an %s", dir, expectedFile)
	for _, layer := range layers {
		t.Run(layer, func(t *testing.T) {
			want, err := os.ReadFile(filepath.Join(work, layer, expectedFile))
			require.NoError(t, err, "%s says nothing of what it expects", layer)
			got, err := rendering(filepath.Join(work, layer), configFor(t, work, layer))
			requireSame(t, "kustomize build differs from "+path.Join(layer, expectedFile), string(want), got)
			require.NoError(t, err)
		})
	}
	t.Run("untouched", func(t *testing.T) {
		require.Empty(t, files.diff(treeOf(t, work)), "rendering wrote into the package")
	})
}

// layers returns the folders with a kustomization that are built on their own: the root, the
// overlays, and any other with expected output.
func (files tree) layers() []string {
	var found []string
	for name := range files.where(func(name, _ string) bool { return path.Base(name) == "kustomization.yaml" }) {
		dir := path.Dir(name)
		_, expects := files[path.Join(dir, expectedFile)]
		if expects || dir == "." || path.Dir(dir) == "overlays" {
			found = append(found, dir)
		}
	}
	return found
}

// configFor finds the functionConfig for a layer: its own, or else the example's.
func configFor(t testing.TB, work, layer string) string {
	for _, dir := range []string{filepath.Join(work, layer), work} {
		if config := treeOf(t, dir).functionConfig(); config != "" {
			return filepath.Join(dir, config)
		}
	}
	return ""
}
