package helm

import (
	"debug/buildinfo"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestVersions tells which Helms the other tests speak of. A Helm that is not built with
// the kyaml its makers pinned would be another program: Helm 4 reads and writes with it
// what goes through a post-renderer.
func TestVersions(t *testing.T) {
	for _, h := range helms {
		t.Run(h.binary(), func(t *testing.T) {
			info, err := buildinfo.ReadFile(filepath.Join(binDir, h.binary()))
			require.NoError(t, err)
			versions := map[string]string{info.Main.Path: info.Main.Version}
			for _, m := range info.Deps {
				versions[m.Path] = m.Version
			}
			require.Equal(t, h.version, versions[h.module()])
			require.Equal(t, "v0.21.1", versions["sigs.k8s.io/kustomize/kyaml"])
			t.Logf("%s %s, kyaml %s", h.module(), h.version, versions["sigs.k8s.io/kustomize/kyaml"])
		})
	}
}
