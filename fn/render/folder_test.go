package render

import (
	"testing"

	"modelhost.dev/scale-modelhosts/fn"

	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/source"
)

const settings = `
-- settings.yaml --
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
`

func TestFolder(t *testing.T) {
	dir := writePackage(t, `
-- z/app.yml --
<app.yaml
-- local.yaml --
<local.yaml
-- fn.yaml --
<fn.yaml
-- .github/workflow.yaml --
on: push
-- README.md --
not YAML
`+settings)
	got, err := Dir(dir, Options{Function: runOnly(scale)})
	require.NoError(t, err)
	items, err := source.NewReader(nil).Parse(got.YAML, "")
	require.NoError(t, err)
	require.Equal(t, "ConfigMap settings and Deployment app and Deployment other and TriggerAuthentication auth and ScaledObject app-so", source.DescribeObjects(items))
	require.Contains(t, string(got.YAML), "threshold: '70'")
	require.NotContains(t, string(got.YAML), "internal.config")

	in, err := Load(dir, Options{})
	require.NoError(t, err)
	require.Equal(t, "scale", in.FunctionConfig.GetName())
	require.Equal(t, "z/app.yml", source.FileOf(in.Items[2]))
}

func TestFoldersThatCannotBeRead(t *testing.T) {
	for name, test := range map[string]struct{ files, want string }{
		"nothing in it":   {"-- README.md --\nx\n", "has no kustomization.yaml and no YAML files with objects"},
		"values":          {settings + "-- values.yaml --\nreplicas: 1\n", "values.yaml: document 1 (line 1): not a Kubernetes object"},
		"two configs":     {settings + "-- a.yaml --\n<fn.yaml\n-- b.yaml --\n<fn.yaml\n", "2 functionConfigs, ScaleModelHosts scale (a.yaml) and ScaleModelHosts scale (b.yaml); keep one"},
		"a kustomization": {settings + "-- base/kustomization.yaml --\nnamePrefix: a\n", "base/kustomization.yaml: a kustomization below a folder that has none"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Dir(writePackage(t, test.files), Options{Function: runOnly(scale)})
			require.ErrorContains(t, err, test.want)
		})
	}
}

func TestPathsThatAreNotDirectories(t *testing.T) {
	dir := writePackage(t, settings)
	_, err := Dir(dir+"/no", Options{Function: fn.Function{}})
	require.ErrorContains(t, err, "cannot read the package")
	_, err = Load(dir+"/settings.yaml", Options{})
	require.ErrorContains(t, err, "is a file; give its directory")
}
