package hosts

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestExamples runs every folder of examples/ in the host it is for: a Kptfile
// makes it kpt's, anything else is kustomize's.
func TestExamples(t *testing.T) {
	readmes, err := filepath.Glob(filepath.Join(root, "examples", "*", "README.md"))
	require.NoError(t, err)
	require.NotEmpty(t, readmes, "examples/*/README.md")
	for _, readme := range readmes {
		dir := filepath.Dir(readme)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			if exists(dir, "Kptfile") {
				testKptExample(t, dir)
			} else {
				testKustomizeExample(t, dir)
			}
		})
	}
}

// TestEveryExampleHasAReadme keeps an example from being left out unseen.
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
