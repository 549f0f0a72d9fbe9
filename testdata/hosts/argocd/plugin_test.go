package argocd

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/argoproj/gitops-engine/pkg/utils/kube"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
)

// expected returns the objects in a file, as Argo CD reads them.
func expected(t *testing.T, file ...string) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(append([]string{root, "examples"}, file...)...))
	require.NoError(t, err)
	objects, err := kube.SplitYAML(text)
	require.NoError(t, err)
	var all []string
	for _, o := range objects {
		text, err := json.Marshal(o.Object)
		require.NoError(t, err)
		all = append(all, string(text))
	}
	slices.Sort(all)
	return all
}

// TestPluginRendersTheExample tests the first step of the example's README.
func TestPluginRendersTheExample(t *testing.T) {
	repo := exampleRepository(t)
	app := readApplication(t, "application.yaml")
	forEachSidecar(t, []string{"."}, func(t *testing.T, read logs) {
		got, err := manifests(app, repo, nil)
		require.NoError(t, err)
		assert.Equal(t, expected(t, "argocd", "llama", "expected.yaml"), got)
		assert.Contains(t, read(), "Plugin command successful")
	})
}

// TestPluginAcceptsWhatRenderAccepts renders Applications with a kustomize overlay, a kpt package
// and a plain folder.
func TestPluginAcceptsWhatRenderAccepts(t *testing.T) {
	repo := exampleRepository(t)
	forEachSidecar(t, []string{"."}, func(t *testing.T, _ logs) {
		for _, dir := range []string{"quickstart", "kustomize-overlay/overlays/prod", "kpt"} {
			got, err := manifests(plugged("examples/"+dir), repo, nil)
			require.NoError(t, err)
			assert.Equal(t, withoutLocal(expected(t, dir, "expected.yaml")), got, dir)
		}
		got, err := manifests(plugged("examples/argocd/models/mistral"), repo, nil)
		require.NoError(t, err)
		assert.True(t, hasKind(got, "ScaledObject"))
	})
}

// withoutLocal drops local-config objects, which kpt keeps.
func withoutLocal(all []string) []string {
	return slices.DeleteFunc(all, func(text string) bool {
		return strings.Contains(text, `"config.kubernetes.io/local-config":"true"`)
	})
}

// host is a model host in a plain folder.
const host = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: prt-depl-modelhost-llama
  annotations:
    autoscaling.modelhost.dev/gpu: "70"
`

const sharedConfig = `apiVersion: autoscaling.modelhost.dev/v1alpha1
kind: ScaleModelHosts
metadata:
  name: shared
spec:
  prometheus:
    serverAddress: http://prometheus.shared.svc:9090
`

// TestPluginTakesParametersThenEnvThenTheDestination tests that Argo CD passes an
// Application's settings, in each way to write them.
func TestPluginTakesParametersThenEnvThenTheDestination(t *testing.T) {
	repo := repositoryOf(t, map[string]string{"apps/llama/deployment.yaml": host, "shared.yaml": sharedConfig})
	env := v1alpha1.Env{{Name: "NAMESPACE", Value: "blue"}, {Name: "FUNCTIONCONFIG", Value: "../../shared.yaml"}}
	forEachSidecar(t, []string{"."}, func(t *testing.T, _ logs) {
		for name, c := range map[string]struct {
			parameters []v1alpha1.ApplicationSourcePluginParameter
			env        v1alpha1.Env
			want       []string
		}{
			"the destination": {nil, nil, []string{`namespace=\"models\"`, "prometheus-server.monitoring"}},
			"env":             {nil, env, []string{`namespace=\"blue\"`, "prometheus.shared"}},
			"parameters":      {[]v1alpha1.ApplicationSourcePluginParameter{parameter("namespace", "green")}, env, []string{`namespace=\"green\"`, "prometheus.shared"}},
			"functionConfig":  {[]v1alpha1.ApplicationSourcePluginParameter{parameter("functionConfig", "../../shared.yaml")}, nil, []string{`namespace=\"models\"`, "prometheus.shared"}},
		} {
			app := plugged("apps/llama", c.parameters...)
			app.Spec.Source.Plugin.Env = c.env
			got, err := manifests(app, repo, nil)
			require.NoError(t, err, name)
			for _, want := range c.want {
				assert.Contains(t, strings.Join(got, "\n"), want, name)
			}
		}
	})
}
