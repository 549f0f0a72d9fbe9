package helm

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/testdata/hosts/harness"
)

// TestVersions logs the versions of Helm that the other tests use. Each must be built with the
// kyaml version that it pins, because Helm 4 reads and writes with kyaml what goes through a
// post-renderer.
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
