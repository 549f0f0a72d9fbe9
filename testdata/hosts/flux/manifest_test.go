package flux

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	kustomizev1 "github.com/fluxcd/kustomize-controller/api/v1"
	sourcev1 "github.com/fluxcd/source-controller/api/v1"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"sigs.k8s.io/yaml"
)

// fleet holds the example's objects for the Flux of one cluster.
type fleet struct {
	repository    sourcev1.OCIRepository
	kustomization kustomizev1.Kustomization
}

// fleetOf reads it as the API server and the controllers do: each object is validated by its
// CRD and its rules, and decoded strictly into its type.
func fleetOf(t testing.TB, cluster string) fleet {
	t.Helper()
	var f fleet
	objects := parse(t, read(t, example, "clusters", cluster, "flux", "models.yaml"))
	require.Len(t, objects, 2)
	for i, into := range []any{&f.repository, &f.kustomization} {
		require.NoError(t, yaml.UnmarshalStrict([]byte(jsonOf(t, objects[i])), into))
	}
	return f
}

func clusters(t testing.TB) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(example, "clusters"))
	require.NoError(t, err)
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	require.GreaterOrEqual(t, len(names), 2)
	return names
}

// TestManifestsAreFluxs validates the example's Flux objects with the types and CRDs of the
// controllers, and compares them with the workflow.
func TestManifestsAreFluxs(t *testing.T) {
	crds := crdsOf(t, "github.com/fluxcd/kustomize-controller", "github.com/fluxcd/source-controller")
	for _, cluster := range clusters(t) {
		t.Run(cluster, func(t *testing.T) {
			for _, o := range parse(t, read(t, example, "clusters", cluster, "flux", "models.yaml")) {
				assert.Empty(t, crds.validate(t, o), "%s %s", o.GetKind(), o.GetName())
			}
			f := fleetOf(t, cluster)
			assert.Equal(t, "oci://"+readWorkflow(t).Env["REGISTRY"]+"/"+cluster, f.repository.Spec.URL)
			assert.Equal(t, "latest", f.repository.Spec.Reference.Tag)
			assert.Equal(t, f.repository.Name, f.kustomization.Spec.SourceRef.Name)
			assert.Equal(t, sourcev1.OCIRepositoryKind, f.kustomization.Spec.SourceRef.Kind)
			assert.True(t, f.kustomization.Spec.Prune && f.kustomization.Spec.Wait)
			assert.Nil(t, f.kustomization.Spec.PostBuild)
		})
	}
}

// TestCRDsReject tests that the validation of the test above rejects what the API server would
// reject.
func TestCRDsReject(t *testing.T) {
	crds := crdsOf(t, "github.com/fluxcd/kustomize-controller", "github.com/fluxcd/source-controller")
	objects := parse(t, read(t, example, "clusters/eu-prod/flux/models.yaml"))
	require.NoError(t, unstructured.SetNestedField(objects[0].Object, "https://ghcr.io/acme/models", "spec", "url"))
	assert.NotEmpty(t, crds.validate(t, objects[0]))
	unstructured.RemoveNestedField(objects[1].Object, "spec", "interval")
	assert.NotEmpty(t, crds.validate(t, objects[1]))
}

// definitions maps a kind to its CRD.
type definitions map[string]*apiextensions.CustomResourceDefinitionVersion

// crdsOf reads the CRDs in the controllers' modules.
func crdsOf(t testing.TB, modules ...string) definitions {
	t.Helper()
	found := definitions{}
	for _, module := range modules {
		dir, err := download(module + "@" + apiVersion)
		require.NoError(t, err)
		files, err := filepath.Glob(filepath.Join(dir, "config", "crd", "bases", "*.yaml"))
		require.NoError(t, err)
		require.NotEmpty(t, files)
		for _, file := range files {
			var crd apiextensionsv1.CustomResourceDefinition
			require.NoError(t, yaml.UnmarshalStrict([]byte(read(t, file)), &crd))
			var internal apiextensions.CustomResourceDefinition
			require.NoError(t, apiextensionsv1.Convert_v1_CustomResourceDefinition_To_apiextensions_CustomResourceDefinition(&crd, &internal, nil))
			for i, version := range internal.Spec.Versions {
				if version.Schema == nil { // the parts common to all versions are above
					internal.Spec.Versions[i].Schema = internal.Spec.Validation
				}
				found[crd.Spec.Group+"/"+version.Name+" "+crd.Spec.Names.Kind] = &internal.Spec.Versions[i]
			}
		}
	}
	return found
}

// validate returns the API server's errors for an object.
func (d definitions) validate(t testing.TB, o *unstructured.Unstructured) field.ErrorList {
	t.Helper()
	version, ok := d[o.GetAPIVersion()+" "+o.GetKind()]
	require.True(t, ok, "no CRD for %s %s", o.GetAPIVersion(), o.GetKind())
	props := version.Schema.OpenAPIV3Schema
	validator, _, err := validation.NewSchemaValidator(props)
	require.NoError(t, err)
	found := validation.ValidateCustomResource(nil, o.Object, validator)
	structural, err := schema.NewStructural(props)
	require.NoError(t, err)
	rules, _ := cel.NewValidator(structural, true, 1<<40).Validate(context.Background(), nil, structural, o.Object, nil, 1<<40)
	return append(found, rules...)
}
