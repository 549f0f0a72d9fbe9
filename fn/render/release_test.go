//go:build kustomize

package render

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// The packages are built again by a released binary, which KUSTOMIZE names.
func TestDirMatchesTheRelease(t *testing.T) {
	kustomize := os.Getenv("KUSTOMIZE")
	require.NotEmpty(t, kustomize, "KUSTOMIZE names no binary")
	onPath(t)
	for name, test := range kustomizations {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(writePackage(t, test.files), test.dir)
			want, err := exec.Command(kustomize, "build", "--enable-alpha-plugins", "--enable-exec", dir).Output()
			require.NoError(t, err)
			got, err := Dir(dir, Options{Function: runOnly(scale)})
			require.NoError(t, err)
			require.Equal(t, string(want), string(got.YAML))
		})
	}
}
