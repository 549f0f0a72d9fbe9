package kustomize

import (
	"errors"

	"sigs.k8s.io/kustomize/kyaml/openapi"
)

// kustomize keeps one schema for the process, and builds share it: one that a
// kustomization sets under openapi stays for the next build, and what the last build
// parsed is still there beside it. Parsing kustomize's own schema takes longer than most
// builds, so it is kept where neither matters.

// errStaleSchema ends a build that sets a schema where another build has left one.
var errStaleSchema = errors.New("the schema of another build is still there")

// schemaIsFresh says that no build has run since the schema was reset. Who reads or sets
// it holds running.
var schemaIsFresh = true

// ResetSchema makes the next build begin as if it were the first of the process.
func ResetSchema() {
	running.Lock()
	defer running.Unlock()
	resetSchema()
}

// resetSchema forgets all schemas.
func resetSchema() {
	openapi.ResetOpenAPI()
	schemaIsFresh = true
}

// resetOwnSchema forgets a schema that a kustomization has set.
func resetOwnSchema() {
	if openapi.GetSchemaVersion() != openapi.DefaultOpenAPI {
		resetSchema()
	}
}
