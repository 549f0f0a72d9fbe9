package flux

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/testdata/hosts/harness"
)

// TestVersions logs the versions that the other tests use: the release of the flux command,
// with the build code of its controllers, and the newest build code that this Go version
// compiles, which the tests call themselves.
func TestVersions(t *testing.T) {
	t.Run("flux", func(t *testing.T) {
		require.Equal(t, "flux version "+fluxVersion[1:]+"\n", harness.Output(t, harness.Command{Args: []string{"flux", "--version"}}))
		requireModules(t, "flux", map[string]string{
			"github.com/fluxcd/kustomize-controller/api": apiVersion,
			"github.com/fluxcd/source-controller/api":    apiVersion,
			"github.com/fluxcd/pkg/kustomize":            "v1.35.3",
			"github.com/fluxcd/pkg/oci":                  "v0.68.1",
			"sigs.k8s.io/kustomize/api":                  "v0.21.1",
		})
		t.Logf("flux %s", fluxVersion)
	})
	t.Run("the workflow's", func(t *testing.T) {
		for name, j := range readWorkflow(t).Jobs {
			at := slices.IndexFunc(j.Steps, func(s step) bool { return s.Name == "Install Flux" })
			require.GreaterOrEqual(t, at, 0, "the job %s installs no Flux", name)
			assert.Equal(t, "fluxcd/flux2/action@"+fluxVersion, j.Steps[at].Uses)
			assert.Equal(t, fluxVersion[1:], j.Steps[at].With["version"])
		}
	})
	t.Run("kubectl", func(t *testing.T) {
		requireModules(t, "kubectl", map[string]string{"k8s.io/kubectl": "v0.37.0"})
	})
	// The modules that these tests are linked with: a test binary does not record its own.
	t.Run("build code", func(t *testing.T) {
		for module, version := range map[string]string{
			"github.com/fluxcd/kustomize-controller/api": apiVersion,
			"github.com/fluxcd/source-controller/api":    apiVersion,
			"github.com/fluxcd/pkg/kustomize":            "v1.41.0",
			"github.com/fluxcd/pkg/runtime":              "v0.117.0",
			"github.com/fluxcd/pkg/ssa":                  "v0.76.1",
			"sigs.k8s.io/kustomize/api":                  "v0.21.2",
		} {
			got := harness.Output(t, harness.Command{Args: []string{"go", "list", "-m", "-f", "{{.Version}}", module}})
			assert.Equal(t, version+"\n", got, module)
			t.Logf("%s %s", module, version)
		}
	})
	t.Run("jq", func(t *testing.T) {
		t.Log(harness.Output(t, harness.Command{Args: []string{"jq", "--version"}}))
	})
	t.Run("scale-modelhosts", func(t *testing.T) {
		t.Log(harness.Output(t, harness.Command{Args: []string{"scale-modelhosts", "--version"}}))
	})
}

func requireModules(t *testing.T, binary string, want map[string]string) {
	t.Helper()
	got := map[string]string{}
	for module, version := range harness.Modules(t, filepath.Join(binDir, binary)) {
		if _, ok := want[module]; ok {
			got[module] = version
			t.Logf("%s %s", module, version)
		}
	}
	assert.Equal(t, want, got)
}
