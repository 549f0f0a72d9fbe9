package argocd

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/yaml"

	"github.com/argoproj/argo-cd/v3/cmpserver/apiclient"
	"github.com/argoproj/argo-cd/v3/common"
	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/util/cmp"
)

// TestPluginIsOnlyForApplicationsThatNameIt tests what plugin.yaml says about discovery: Argo CD
// does not ask the plugin about Applications that name no plugin.
func TestPluginIsOnlyForApplicationsThatNameIt(t *testing.T) {
	repo := exampleRepository(t)
	forEachSidecar(t, []string{"."}, func(t *testing.T, _ logs) {
		unnamed := plugged("examples/argocd/llama")
		unnamed.Spec.Source.Plugin.Name = ""
		_, err := manifests(unnamed, repo, nil)
		assert.ErrorContains(t, err, "could not find plugin supporting the given repository")

		// Without any plugin, Argo CD treats it as a plain folder, as before.
		unnamed = plugged("examples/argocd/models/mistral")
		unnamed.Spec.Source.Plugin = nil
		got, err := manifests(unnamed, repo, nil)
		require.NoError(t, err)
		assert.Len(t, got, 2)
	})
}

// TestPluginExcludesKustomizeSettings tests that an Application cannot combine the plugin with
// kustomize settings.
func TestPluginExcludesKustomizeSettings(t *testing.T) {
	both := plugged("examples/argocd/llama")
	both.Spec.Source.Kustomize = &v1alpha1.ApplicationSourceKustomize{NamePrefix: "eu-"}
	_, err := manifests(both, exampleRepository(t), nil)
	assert.ErrorContains(t, err, "multiple application sources defined: Kustomize,Plugin")
}

// TestDiscoveryIsAllThatDiffers keeps the two plugin files the same except for discovery.
func TestDiscoveryIsAllThatDiffers(t *testing.T) {
	read := func(path ...string) (plugin struct{ Spec map[string]any }) {
		text, err := os.ReadFile(filepath.Join(append([]string{root, "config", "argocd"}, path...)...))
		require.NoError(t, err)
		require.NoError(t, yaml.Unmarshal(text, &plugin))
		return plugin
	}
	plain, discovering := read("plugin.yaml"), read("discovery", "plugin.yaml")
	require.Contains(t, discovering.Spec, "discover")
	delete(discovering.Spec, "discover")
	assert.Equal(t, plain, discovering)
}

// TestDiscoveryFindsItsFile tests the component discovery.
func TestDiscoveryFindsItsFile(t *testing.T) {
	repo := exampleRepository(t)
	forEachSidecar(t, []string{".", "discovery"}, func(t *testing.T, _ logs) {
		for folder, want := range map[string]bool{
			"argocd/llama": true, "kpt": true, "kustomize-overlay/overlays/prod": true,
			"argocd/models/mistral": false, "kustomize-overlay/base": false, "kustomize-overlay": false,
		} {
			app := plugged("examples/" + folder)
			app.Spec.Source.Plugin = nil
			got, err := manifests(app, repo, nil)
			require.NoError(t, err)
			assert.Equal(t, want, hasKind(got, "ScaledObject"), folder)
			assert.Equal(t, want, matches(t, repo, "examples/"+folder), folder)
		}

		// Naming the plugin does not replace the file: Argo CD still asks.
		_, err := manifests(plugged("examples/argocd/models/mistral"), repo, nil)
		assert.ErrorContains(t, err, `could not find cmp-server plugin with name "scale-modelhosts" supporting the given repository`)
		got, err := manifests(plugged("examples/argocd/llama"), repo, nil)
		require.NoError(t, err)
		assert.Equal(t, expected(t, "argocd", "llama", "expected.yaml"), got)
	})
}

// pluginClient returns the repo-server's client for the plugin's socket.
func pluginClient(t *testing.T) apiclient.ConfigManagementPluginServiceClient {
	t.Helper()
	set := apiclient.NewConfigManagementPluginClientSet(filepath.Join(os.Getenv(common.EnvPluginSockFilePath), "scale-modelhosts.sock"))
	conn, c, err := set.NewConfigManagementPluginClient()
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, conn.Close()) })
	return c
}

// matches asks the plugin's server whether it handles a folder.
func matches(t *testing.T, repo, folder string) bool {
	t.Helper()
	stream, err := pluginClient(t).MatchRepository(context.Background())
	require.NoError(t, err)
	require.NoError(t, cmp.SendRepoStream(stream.Context(), filepath.Join(repo, folder), repo, stream, nil, nil))
	response, err := stream.CloseAndRecv()
	require.NoError(t, err)
	require.True(t, response.IsDiscoveryEnabled)
	return response.IsSupported
}

// TestParametersAreAnnounced tests what the UI offers when you edit an Application.
func TestParametersAreAnnounced(t *testing.T) {
	repo := exampleRepository(t)
	for _, components := range [][]string{{"."}, {".", "discovery"}} {
		forEachSidecar(t, components, func(t *testing.T, _ logs) {
			stream, err := pluginClient(t).GetParametersAnnouncement(context.Background())
			require.NoError(t, err)
			require.NoError(t, cmp.SendRepoStream(stream.Context(), filepath.Join(repo, "examples", "argocd", "llama"), repo, stream, nil, nil))
			response, err := stream.CloseAndRecv()
			require.NoError(t, err)
			var names []string
			for _, p := range response.ParameterAnnouncements {
				names = append(names, p.Name)
				assert.NotEmpty(t, p.Title, p.Name)
				assert.NotEmpty(t, p.Tooltip, p.Name)
				assert.False(t, p.Required, p.Name)
				assert.Empty(t, p.CollectionType, p.Name)
				// Argo CD does not send an announced value, so it would mislead.
				assert.Empty(t, p.String_, p.Name)
			}
			assert.Equal(t, []string{"namespace", "functionConfig", "strict"}, names)
		})
	}
}
