package render

import (
	"testing"

	"github.com/stretchr/testify/require"
	"modelhost.dev/scale-modelhosts/fn/kustomize"
	"modelhost.dev/scale-modelhosts/fn/source"
)

func TestManagedByNamesKustomize(t *testing.T) {
	got, err := Dir(writePackage(t, `
-- kustomization.yaml --
resources: [settings.yaml]
buildMetadata: [managedByLabel]
`+settings), Options{Function: runOnly(scale)})
	require.NoError(t, err)
	require.Contains(t, string(got.YAML), "app.kubernetes.io/managed-by: kustomize-"+kustomize.Version+"\n")
}

func TestLoadNamesTheFileThatGeneratesAnObject(t *testing.T) {
	in, err := Load(writePackage(t, `
-- kustomization.yaml --
configMapGenerator: [{name: a, literals: [b=c]}]
`), Options{})
	require.NoError(t, err)
	require.Equal(t, "kustomization.yaml", source.FileOf(in.Items[0]))
}
