package hosts

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/testdata/hosts/harness"
)

// TestVersions logs the versions that the other tests use. Each program must be built with the
// kyaml version that it pins.
func TestVersions(t *testing.T) {
	cases := []struct{ binary, module, version, kyaml string }{
		{"kustomize", "sigs.k8s.io/kustomize/kustomize/v5", "v5.8.2", "v0.21.2"},
		{"kpt", "github.com/kptdev/kpt", "v1.0.0-beta.60", "v0.20.1"},
	}
	for _, c := range cases {
		t.Run(c.binary, func(t *testing.T) {
			modules := harness.Modules(t, filepath.Join(binDir, c.binary))
			require.Equal(t, c.version, modules[c.module])
			require.Equal(t, c.kyaml, modules["sigs.k8s.io/kustomize/kyaml"])
			t.Logf("%s %s, kyaml %s", c.module, c.version, c.kyaml)
		})
	}
	t.Run("scale-modelhosts", func(t *testing.T) {
		got := harness.Run(t, harness.Command{Args: []string{"scale-modelhosts", "--version"}})
		t.Logf("exit %d: %s%s", got.Exit, got.Stdout, got.Stderr)
	})
}
