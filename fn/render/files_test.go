package render

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestRenderingWritesNothing(t *testing.T) {
	dir := writePackage(t, kustomizations["build metadata"].files)
	before := listing(t, dir)
	_, err := Dir(filepath.Join(dir, "overlay"), Options{Function: runOnly(scale)})
	require.NoError(t, err)
	require.Equal(t, before, listing(t, dir))
}

func listing(t *testing.T, dir string) (all []string) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		all = append(all, path)
		return err
	}))
	return all
}

func TestLinkedKustomizationFiles(t *testing.T) {
	dir := writePackage(t, kustomizations["function in the root"].files)
	require.NoError(t, os.Rename(filepath.Join(dir, "kustomization.yaml"), filepath.Join(dir, "real.yaml")))
	require.NoError(t, os.Symlink("real.yaml", filepath.Join(dir, "kustomization.yaml")))
	link := filepath.Join(t.TempDir(), "link")
	require.NoError(t, os.Symlink(dir, link))
	got, err := Dir(link, Options{Function: runOnly(scale)})
	require.NoError(t, err)
	require.Equal(t, executed(t, link), string(got.YAML))
}
