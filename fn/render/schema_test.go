package render

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"modelhost.dev/scale-modelhosts/fn/kustomize"
	"sigs.k8s.io/kustomize/kyaml/openapi"
)

// schemas are builds whose result depends on the schema: a list of a custom resource is merged by
// name only if the schema has its key, and a Deployment's containers only with kustomize's own
// schema.
var schemas = map[string]string{
	"own schema": `
-- kustomization.yaml --
resources: [thing.yaml]
patches: [{path: patch.yaml}]
openapi: {path: schema.json}
-- schema.json --
` + ownSchema,
	"a base's schema": `
-- kustomization.yaml --
resources: [deployment.yaml, base]
patches: [{path: patch.yaml}]
-- base/kustomization.yaml --
resources: [thing.yaml]
openapi: {path: schema.json}
-- base/schema.json --
` + ownSchema + `-- base/thing.yaml --
` + thing,
	"none": `
-- kustomization.yaml --
resources: [thing.yaml, deployment.yaml]
patches: [{path: patch.yaml}, {path: containers.yaml}]
`,
	"a schema without Deployments": `
-- kustomization.yaml --
resources: [deployment.yaml]
patches: [{path: containers.yaml}]
openapi: {path: schema.json}
-- schema.json --
{"definitions": {}}
`,
	"an invalid schema": `
-- kustomization.yaml --
resources: [thing.yaml]
openapi: {path: schema.json}
patches: [{path: patch.yaml}]
-- schema.json --
{"definitions": 1}
`,
}

const ownSchema = `{"definitions": {"dev.example.v1.Thing": {"type": "object", "x-kubernetes-group-version-kind": [{"group": "example.dev", "kind": "Thing", "version": "v1"}],
 "properties": {"spec": {"type": "object", "properties": {"parts": {"type": "array", "x-kubernetes-patch-merge-key": "id", "x-kubernetes-patch-strategy": "merge",
 "items": {"type": "object", "properties": {"id": {"type": "string"}}}}}}}}}}
`

const thing = `apiVersion: example.dev/v1
kind: Thing
metadata: {name: thing}
spec: {parts: [{id: a, size: 1}, {id: b, size: 2}]}
`

const schemaObjects = `
-- thing.yaml --
` + thing + `
-- patch.yaml --
apiVersion: example.dev/v1
kind: Thing
metadata: {name: thing}
spec: {parts: [{id: b, size: 3}]}
-- deployment.yaml --
apiVersion: apps/v1
kind: Deployment
metadata: {name: d, labels: {scale: "yes"}}
spec: {template: {spec: {containers: [{name: a, image: "a:1"}, {name: b, image: "b:1"}]}}}
-- containers.yaml --
apiVersion: apps/v1
kind: Deployment
metadata: {name: d}
spec: {template: {spec: {containers: [{name: b, image: "b:2"}]}}}
`

// alone is the result of a build in a process of its own.
type alone struct{ text, err string }

func built(dir string) alone {
	got, err := Dir(dir, Options{Function: runOnly(scale)})
	if err != nil {
		return alone{err: err.Error()}
	}
	return alone{text: string(got.YAML)}
}

func builtAlone(dir string) alone {
	kustomize.ResetSchema()
	return built(dir)
}

func TestBuildsDoNotShareASchema(t *testing.T) {
	dirs, want := map[string]string{}, map[string]alone{}
	for name, files := range schemas {
		dirs[name] = writePackage(t, files+schemaObjects)
		want[name] = builtAlone(dirs[name])
		t.Log(name, want[name])
	}
	require.Contains(t, want["own schema"].text, "id: a", "the list is merged")
	require.NotContains(t, want["none"].text, "id: a", "the list is replaced")
	require.Contains(t, want["none"].text, "image: a:1")
	require.NotContains(t, want["a schema without Deployments"].text, "image: a:1")
	for first := range dirs {
		for second := range dirs {
			builtAlone(dirs[first])
			assert.Equal(t, want[second], built(dirs[second]), "%s behind %s", second, first)
			assert.Equal(t, want[second], built(dirs[second]), "%s behind itself", second)
		}
	}
}

// A build leaves no schema for the caller's other code.
func TestBuildsLeaveNoSchema(t *testing.T) {
	_, err := Dir(writePackage(t, schemas["own schema"]+schemaObjects), Options{Function: runOnly(scale)})
	require.NoError(t, err)
	require.Equal(t, openapi.DefaultOpenAPI, openapi.GetSchemaVersion())
}
