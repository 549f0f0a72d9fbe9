package helm

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/testdata/hosts/harness"
)

// TestVersions tells which Helms the other tests speak of. A Helm that is not built with
// the kyaml its makers pinned would be another program: Helm 4 reads and writes with it
// what goes through a post-renderer.
func TestVersions(t *testing.T) {
	for _, h := range helms {
		t.Run(h.binary(), func(t *testing.T) {
			versions := harness.Modules(t, filepath.Join(binDir, h.binary()))
			require.Equal(t, h.version, versions[h.module()])
			require.Equal(t, "v0.21.1", versions["sigs.k8s.io/kustomize/kyaml"])
			t.Logf("%s %s, kyaml %s", h.module(), h.version, versions["sigs.k8s.io/kustomize/kyaml"])
		})
	}
}
