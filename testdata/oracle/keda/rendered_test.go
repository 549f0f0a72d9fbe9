package keda_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	oracle "modelhost.dev/scale-modelhosts/testdata/oracle/keda"
)

// repository is the root folder of scale-modelhosts.
const repository = "../../.."

// TestRenderedPackages tests that a cluster with KEDA accepts every rendered package in the
// repository.
func TestRenderedPackages(t *testing.T) {
	t.Log("KEDA", oracle.Version)
	for _, path := range rendered(t) {
		name, err := filepath.Rel(repository, path)
		require.NoError(t, err)
		t.Run(name, func(t *testing.T) {
			manifests, err := os.ReadFile(path)
			require.NoError(t, err)
			assert.Empty(t, oracle.Check(manifests))
		})
	}
}

// TestMigrationWhileTheHPAsAreThere tests the time between applying and pruning: KEDA accepts
// the ScaledObjects while the HPAs still exist, and would not without the ownership transfer.
func TestMigrationWhileTheHPAsAreThere(t *testing.T) {
	example := filepath.Join(repository, "examples", "migrate-from-hpa")
	hpas, err := os.ReadFile(filepath.Join(example, "hpas.yaml"))
	require.NoError(t, err)
	after, err := os.ReadFile(filepath.Join(example, "expected.yaml"))
	require.NoError(t, err)
	require.Empty(t, oracle.Check([]byte(string(after)+"---\n"+string(hpas))))

	const transfer = "scaledobject.keda.sh/transfer-hpa-ownership: \"true\""
	require.Contains(t, string(after), transfer)
	without := strings.ReplaceAll(string(after), transfer, "note: none")
	assert.Len(t, oracle.Check([]byte(without+"---\n"+string(hpas))), 3)
}

// rendered finds expected*.yaml below examples, which must contain some, and below testdata.
func rendered(t *testing.T) []string {
	found := expected(t, filepath.Join(repository, "examples"))
	require.NotEmpty(t, found, "examples has no expected.yaml: nothing shows what the function renders")
	return append(found, expected(t, filepath.Join(repository, "testdata"))...)
}

func expected(t *testing.T, root string) []string {
	var found []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && d.Name() == "oracle" {
			return fs.SkipDir
		}
		if name := d.Name(); strings.HasPrefix(name, "expected") && strings.HasSuffix(name, ".yaml") {
			found = append(found, path)
		}
		return nil
	})
	require.NoError(t, err)
	return found
}
