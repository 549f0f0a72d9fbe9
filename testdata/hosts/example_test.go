package hosts

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestExamples runs every folder of examples/ in its orchestrators: one with a Kptfile in kpt,
// any other in kustomize, and one with both in both. Charts are tested in ./helm.
func TestExamples(t *testing.T) {
	readmes, err := filepath.Glob(filepath.Join(root, "examples", "*", "README.md"))
	require.NoError(t, err)
	require.NotEmpty(t, readmes, "examples/*/README.md")
	for _, readme := range readmes {
		dir := filepath.Dir(readme)
		if exists(dir, "Chart.yaml") {
			continue
		}
		t.Run(filepath.Base(dir), func(t *testing.T) {
			switch {
			case !exists(dir, "Kptfile"):
				testKustomizeExample(t, dir)
			case exists(dir, "kustomization.yaml"):
				t.Run("kustomize", func(t *testing.T) { testKustomizeExample(t, dir) })
				t.Run("kpt", func(t *testing.T) { testSameInKpt(t, dir) })
			default:
				testKptExample(t, dir)
			}
		})
	}
}

// TestEveryExampleHasAReadme fails for an example that the other tests would skip.
func TestEveryExampleHasAReadme(t *testing.T) {
	entries, err := os.ReadDir(filepath.Join(root, "examples"))
	require.NoError(t, err)
	for _, entry := range entries {
		if entry.IsDir() {
			require.FileExists(t, filepath.Join(root, "examples", entry.Name(), "README.md"))
		}
	}
}

func exists(path ...string) bool {
	_, err := os.Stat(filepath.Join(path...))
	return err == nil
}
