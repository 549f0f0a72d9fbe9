package hosts

import (
	"debug/buildinfo"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestVersions tells which hosts the other tests speak of. A host that is not
// built with the kyaml its makers pinned would be another program.
func TestVersions(t *testing.T) {
	cases := []struct{ binary, module, version, kyaml string }{
		{"kustomize", "sigs.k8s.io/kustomize/kustomize/v5", "v5.8.2", "v0.21.2"},
		{"kpt", "github.com/kptdev/kpt", "v1.0.0-beta.60", "v0.20.1"},
	}
	for _, c := range cases {
		t.Run(c.binary, func(t *testing.T) {
			modules := modulesOf(t, c.binary)
			require.Equal(t, c.version, modules[c.module])
			require.Equal(t, c.kyaml, modules["sigs.k8s.io/kustomize/kyaml"])
			t.Logf("%s %s, kyaml %s", c.module, c.version, c.kyaml)
		})
	}
	t.Run("scale-modelhosts", func(t *testing.T) {
		got := run(t, command{args: []string{"scale-modelhosts", "--version"}})
		t.Logf("exit %d: %s%s", got.exit, got.stdout, got.stderr)
	})
}

// modulesOf maps the modules a binary was built from to their versions.
func modulesOf(t *testing.T, binary string) map[string]string {
	t.Helper()
	info, err := buildinfo.ReadFile(filepath.Join(binDir, binary))
	require.NoError(t, err)
	modules := map[string]string{info.Main.Path: info.Main.Version}
	for _, m := range info.Deps {
		modules[m.Path] = m.Version
	}
	return modules
}
