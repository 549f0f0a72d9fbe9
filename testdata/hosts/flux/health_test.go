package flux

import (
	"context"
	"testing"

	"github.com/fluxcd/pkg/runtime/cel"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"
)

// TestHealthOfAScaledObject evaluates the example's expressions as the controller does, on a
// ScaledObject in each state that KEDA gives it from its creation on.
func TestHealthOfAScaledObject(t *testing.T) {
	for _, cluster := range clusters(t) {
		checks := fleetOf(t, cluster).kustomization.Spec.HealthCheckExprs
		require.Len(t, checks, 1)
		assert.Equal(t, "keda.sh/v1alpha1 ScaledObject", checks[0].APIVersion+" "+checks[0].Kind)
		evaluator, err := cel.NewStatusEvaluator(&checks[0].HealthCheckExpressions)
		require.NoError(t, err)
		for name, c := range map[string]struct{ status, health string }{
			"not seen yet":  {`{}`, ""},
			"no conditions": {`{status: {scaleTargetKind: apps/v1.Deployment}}`, ""},
			"none known":    {`{status: {conditions: [{type: Ready, status: Unknown}, {type: Active, status: Unknown}]}}`, "InProgress"},
			"scales":        {`{status: {conditions: [{type: Ready, status: "True"}, {type: Active, status: "False"}]}}`, "Current"},
			"asleep":        {`{status: {conditions: [{type: Ready, status: "True"}, {type: Active, status: Unknown}, {type: Paused, status: "True"}]}}`, "Current"},
			"a bad trigger": {`{status: {conditions: [{type: Ready, status: "False", reason: ScaledObjectCheckFailed}]}}`, "Failed"},
		} {
			var o unstructured.Unstructured
			require.NoError(t, yaml.Unmarshal([]byte(c.status), &o.Object))
			got, err := evaluator.Evaluate(context.Background(), &o)
			if c.health == "" {
				// The controller tries again until the timeout.
				assert.ErrorContains(t, err, "no such", name)
				continue
			}
			require.NoError(t, err, name)
			assert.Equal(t, c.health, got.Status.String(), name)
		}
	}
}
