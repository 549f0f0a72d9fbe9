package argocd

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/testdata/hosts/harness"
)

const argoCD = "github.com/argoproj/argo-cd/v3"

// TestVersions logs the versions that the other tests use.
func TestVersions(t *testing.T) {
	for _, c := range []struct{ binary, module, version string }{
		{"argocd-cmp-server", argoCD, "v3.2.12"},
		{"kustomize", "sigs.k8s.io/kustomize/kustomize/v5", "v5.8.2"},
	} {
		modules := harness.Modules(t, filepath.Join(binDir, c.binary))
		assert.Equal(t, c.version, modules[c.module], c.binary)
		t.Logf("%s: %s %s", c.binary, c.module, modules[c.module])
	}
	text, err := os.ReadFile(filepath.Join(upstream(t), "VERSION"))
	require.NoError(t, err)
	assert.Equal(t, "3.2.12", strings.TrimSpace(string(text)))
	t.Logf("install.yaml: Argo CD %s", text)
	t.Log(output(t, ".", "scale-modelhosts", "version"))
}
