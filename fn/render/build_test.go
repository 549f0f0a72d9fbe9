package render

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"modelhost.dev/scale-modelhosts/fn/source"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// executed returns the output of kustomize with the function as a program.
func executed(t *testing.T, dir string) string {
	t.Helper()
	onPath(t)
	options := krusty.MakeDefaultOptions()
	options.Reorder = krusty.ReorderOptionUnspecified
	options.PluginConfig = types.EnabledPluginConfig(types.BploUseStaticallyLinked)
	options.PluginConfig.FnpLoadingOptions.EnableExec = true
	m, err := krusty.MakeKustomizer(options).Run(filesys.MakeFsOnDisk(), dir)
	require.NoError(t, err)
	text, err := m.AsYaml()
	require.NoError(t, err)
	return string(text)
}

// onPath makes the test binary available to functionConfigs.
func onPath(t *testing.T) {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	bin := t.TempDir()
	require.NoError(t, os.Symlink(self, filepath.Join(bin, source.Program)))
	t.Setenv("PATH", bin+string(filepath.ListSeparator)+os.Getenv("PATH"))
}

func TestDirMatchesKustomize(t *testing.T) {
	for name, test := range kustomizations {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(writePackage(t, test.files), test.dir)
			want := executed(t, dir)
			got, err := Dir(dir, Options{Function: runOnly(scale)})
			require.NoError(t, err)
			require.Equal(t, want, string(got.YAML))
			for _, part := range test.contains {
				require.Contains(t, want, part)
			}
		})
	}
}

func TestWithoutFunctionConfigTheFunctionRunsOnceInTheRoot(t *testing.T) {
	files := `
-- base/kustomization.yaml --
resources: [app.yaml]
-- base/app.yaml --
<app.yaml
-- overlay/kustomization.yaml --
namePrefix: prod-
resources: [../base]
buildMetadata: [originAnnotations, transformerAnnotations]
`
	dir := filepath.Join(writePackage(t, files), "overlay")
	config := yaml.MustParse(`{apiVersion: autoscaling.modelhost.dev/v1alpha1, kind: ScaleModelHosts, metadata: {name: given}, spec: {threshold: "55"}}`)
	got, err := Dir(dir, Options{Function: runOnly(scale), Config: config})
	require.NoError(t, err)
	require.Len(t, got.Findings, 1)
	require.Contains(t, string(got.YAML), "name: prod-app-so")
	require.Contains(t, string(got.YAML), `threshold: "55"`)
	require.NotContains(t, string(got.YAML), "kind: HorizontalPodAutoscaler")
	require.NotContains(t, string(got.YAML), source.Program)

	_, err = Dir(dir, Options{Function: runOnly(scale)})
	require.NoError(t, err)
}

func TestLoadGivesThePackageBeforeTheFunction(t *testing.T) {
	dir := writePackage(t, kustomizations["function in base and overlay, with name references"].files)
	in, err := Load(filepath.Join(dir, "overlay"), Options{Namespace: "n"})
	require.NoError(t, err)
	require.Equal(t, "n", in.Namespace)
	require.Equal(t, "ScaleModelHosts", in.FunctionConfig.GetKind())
	var got []string
	for _, item := range in.Items {
		got = append(got, item.GetKind()+" "+item.GetName()+" "+source.FileOf(item))
	}
	require.Equal(t, []string{
		"Deployment prod-app ../base/app.yaml", "HorizontalPodAutoscaler prod-app ../base/app.yaml",
		"Deployment prod-other ../base/app.yaml", "TriggerAuthentication prod-auth ../base/app.yaml",
	}, got)
	require.Equal(t, "app,app", in.Items[0].GetAnnotations()["internal.config.kubernetes.io/previousNames"])
	require.NotContains(t, in.Items[0].GetAnnotations(), "config.kubernetes.io/origin")
}
