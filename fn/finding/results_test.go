package finding_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

func TestResultsMatchTheKRMSpecification(t *testing.T) {
	list := finding.List{
		{Rule: "r", Severity: finding.Error, Resource: llama, File: "a.yaml", Field: "spec.x", Message: "5 is less than 6", Hint: "use 6"},
		{Rule: "s", Severity: finding.Info, Message: "done"},
	}
	text, err := json.Marshal(list.Results())
	require.NoError(t, err)
	assert.JSONEq(t, `[
		{
			"message": "5 is less than 6. Use 6.", "severity": "error",
			"resourceRef": {"apiVersion": "apps/v1", "kind": "Deployment", "namespace": "models", "name": "llama"},
			"field": {"path": "spec.x"}, "file": {"path": "a.yaml"}, "tags": {"rule": "r"}
		},
		{"message": "done.", "severity": "info", "tags": {"rule": "s"}}
	]`, string(text))
}

func TestNoFindingsAreNoResults(t *testing.T) {
	text, err := json.Marshal(finding.List(nil).Results())
	require.NoError(t, err)
	assert.JSONEq(t, `[]`, string(text))
}
