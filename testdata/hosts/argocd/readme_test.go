package argocd

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestREADMEShowsTheUI compares the block after the comment "seen" in the example's README
// with Argo CD's error for the change shown above it.
func TestREADMEShowsTheUI(t *testing.T) {
	repo, app := exampleRepository(t), readApplication(t, "application.yaml")
	folder := filepath.Join(repo, app.Spec.Source.Path)
	readme, err := os.ReadFile(filepath.Join(folder, "..", "README.md"))
	require.NoError(t, err)
	_, shown, ok := strings.Cut(string(readme), "<!-- seen: application.yaml -->\n```text\n")
	require.True(t, ok)
	shown, _, _ = strings.Cut(shown, "\n```\n")

	text, err := os.ReadFile(filepath.Join(folder, "deployment.yaml"))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(folder, "deployment.yaml"), []byte(strings.Replace(string(text), `gpu: "70"`, `gpu: 70%`, 1)), 0o600))
	forEachSidecar(t, []string{"."}, func(t *testing.T, _ logs) {
		_, err := manifests(app, repo, nil)
		require.Error(t, err)
		assert.Equal(t, shown, strings.ReplaceAll(err.Error(), binDir, ""))
	})
}

// TestREADMEsQuoteArgoCD compares the quotes of Argo CD in the README of config/argocd with
// the settings in that folder.
func TestREADMEsQuoteArgoCD(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join(root, "config", "argocd", "README.md"))
	require.NoError(t, err)
	options, err := settingsOf(t, installed(t, "exec")).GetKustomizeSettings()
	require.NoError(t, err)
	assert.Contains(t, string(readme), "\nkustomize.buildOptions: "+options.BuildOptions+"\n")
}
