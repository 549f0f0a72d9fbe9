package kustomize

import (
	"errors"

	"sigs.k8s.io/kustomize/kyaml/openapi"
)

// kustomize keeps one schema for the process, which all builds share: a schema that a kustomization
// sets under openapi remains for the next build, together with what the last build parsed. Parsing
// kustomize's own schema takes longer than most builds, so it is kept unless a build depends on
// either.

// errStaleSchema ends a build that sets a schema after another build has left one.
var errStaleSchema = errors.New("the schema of another build is still there")

// schemaIsFresh means that no build has run since the schema was reset. The lock of running
// protects it.
var schemaIsFresh = true

// ResetSchema makes the next build behave like the first in the process.
func ResetSchema() {
	running.Lock()
	defer running.Unlock()
	resetSchema()
}

// resetSchema discards all schemas.
func resetSchema() {
	openapi.ResetOpenAPI()
	schemaIsFresh = true
}

// resetOwnSchema discards a schema that a kustomization has set.
func resetOwnSchema() {
	if openapi.GetSchemaVersion() != openapi.DefaultOpenAPI {
		resetSchema()
	}
}
