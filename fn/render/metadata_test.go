package render

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestManagedByNamesKustomize(t *testing.T) {
	got, err := Dir(writePackage(t, `
-- kustomization.yaml --
resources: [settings.yaml]
buildMetadata: [managedByLabel]
`+settings), Options{Function: runOnly(scale)})
	require.NoError(t, err)
	require.Contains(t, string(got.YAML), "app.kubernetes.io/managed-by: kustomize-"+kustomizeVersion+"\n")
}

func TestLoadNamesTheFileThatGeneratesAnObject(t *testing.T) {
	in, err := Load(writePackage(t, `
-- kustomization.yaml --
configMapGenerator: [{name: a, literals: [b=c]}]
`), Options{})
	require.NoError(t, err)
	require.Equal(t, "kustomization.yaml", fileOf(in.Items[0]))
}
