package argocd

import (
	"testing"

	"github.com/argoproj/gitops-engine/pkg/health"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/yaml"

	"github.com/argoproj/argo-cd/v3/util/lua"
	"github.com/argoproj/argo-cd/v3/util/settings"
)

// The status texts of KEDA 2.21 and its HTTP add-on 0.15.
const (
	ready    = "{type: Ready, status: 'True', reason: ScaledObjectReady, message: ScaledObject is defined correctly and is ready for scaling}"
	fresh    = "{type: Ready, status: Unknown}, {type: Active, status: Unknown}, {type: Fallback, status: Unknown}, {type: Paused, status: 'False'}"
	failed   = "{type: Ready, status: 'False', reason: ScaledObjectCheckFailed, message: 'ScaledObject doesn''t have correct triggers specification'}"
	partial  = "{type: Ready, status: Unknown, reason: PartialTriggerError, message: Some triggers defined in ScaledObject are not working correctly}"
	paused   = "{type: Paused, status: 'True', reason: ScaledObjectPaused, message: ScaledObject is paused}"
	fallback = "{type: Fallback, status: 'True', reason: FallbackExists, message: At least one trigger is falling back on this scaled object}"
	noHPA    = "{type: HPAActive, status: 'False', reason: FailedGetExternalMetric, message: 'HPA is not actively scaling: unable to get external metric'}"
	atZero   = "{type: HPAActive, status: 'True', reason: ScalingDisabled, message: scaling is disabled since the replica count of the target is zero}"
	idle     = "{type: Active, status: 'False', reason: ScalerNotActive, message: Scaling is not performed because triggers are not active}"
	route    = "{type: Ready, status: 'True', observedGeneration: 2, reason: Reconciled, message: InterceptorRoute reconciled}"
	oldRoute = "{type: Ready, status: 'True', observedGeneration: 1, reason: Reconciled, message: InterceptorRoute reconciled}"
	noRoute  = "{type: Ready, status: 'False', observedGeneration: 2, reason: CreateError, message: Failed to create scaled objects}"
)

const (
	scaledObject = "keda.sh/v1alpha1 ScaledObject"
	interceptor  = "http.keda.sh/v1beta1 InterceptorRoute"
	httpScaled   = "http.keda.sh/v1alpha1 HTTPScaledObject"
)

// TestHealth evaluates statuses of KEDA with Argo CD's own health checks and with those of
// config/argocd/health.
func TestHealth(t *testing.T) {
	theirs, configured := defaultSettings(t), settingsOf(t, installed(t, "health"))
	for _, c := range []struct {
		name, of, conditions string
		// theirs is Argo CD's own result, empty if it has no check.
		theirs, want health.HealthStatusCode
		message      string
	}{
		{"just created", scaledObject, "", "Progressing", "Progressing", "waiting for KEDA to create the HPA"},
		{"seen by KEDA", scaledObject, fresh, "Progressing", "Progressing", "waiting for KEDA to create the HPA"},
		{"ready", scaledObject, ready, "Healthy", "Healthy", "ScaledObject is defined correctly and is ready for scaling"},
		{"idle at zero", scaledObject, ready + ", " + idle + ", " + atZero, "Healthy", "Healthy", "ScaledObject is defined correctly and is ready for scaling"},
		{"refused", scaledObject, failed, "Degraded", "Degraded", "ScaledObject doesn't have correct triggers specification"},
		{"paused", scaledObject, ready + ", " + paused, "Suspended", "Suspended", "ScaledObject is paused"},
		{"in its fallback", scaledObject, ready + ", " + fallback, "Degraded", "Degraded", "At least one trigger is falling back on this scaled object"},
		{"paused while in its fallback", scaledObject, ready + ", " + fallback + ", " + paused, "Degraded", "Suspended", "ScaledObject is paused"},
		{"some triggers fail", scaledObject, partial, "Progressing", "Degraded", "Some triggers defined in ScaledObject are not working correctly"},
		{"without metrics", scaledObject, ready + ", " + noHPA, "Healthy", "Progressing", "HPA is not actively scaling: unable to get external metric"},
		{"paused that cannot be", scaledObject, failed + ", " + paused, "Degraded", "Degraded", "ScaledObject doesn't have correct triggers specification"},

		{"just created", interceptor, "", "", "Progressing", "waiting for KEDA's HTTP add-on to accept it"},
		{"taken", interceptor, route, "", "Healthy", "InterceptorRoute reconciled"},
		{"changed since it was taken", interceptor, oldRoute, "", "Progressing", "waiting for KEDA's HTTP add-on to accept it"},
		{"taken", httpScaled, route, "", "Healthy", "InterceptorRoute reconciled"},
		{"refused", httpScaled, noRoute, "", "Degraded", "Failed to create scaled objects"},
	} {
		t.Run(c.of+" "+c.name, func(t *testing.T) {
			assert.Equal(t, c.theirs, healthOf(t, theirs, c.of, c.conditions).Status, "Argo CD's own")
			assert.Equal(t, health.HealthStatus{Status: c.want, Message: c.message}, healthOf(t, configured, c.of, c.conditions))
		})
	}
}

// TestTriggerAuthenticationsHaveNoHealth shows why they have no check: KEDA gives them no
// conditions, and Argo CD waits for nothing.
func TestTriggerAuthenticationsHaveNoHealth(t *testing.T) {
	configured := settingsOf(t, installed(t, "health"))
	for _, of := range []string{"keda.sh/v1alpha1 TriggerAuthentication", "keda.sh/v1alpha1 ClusterTriggerAuthentication"} {
		assert.Empty(t, healthOf(t, configured, of, ""))
	}
}

func healthOf(t *testing.T, manager *settings.SettingsManager, of, conditions string) health.HealthStatus {
	t.Helper()
	overrides, err := manager.GetResourceOverrides()
	require.NoError(t, err)
	version, kind := splitKind(of)
	text := "apiVersion: " + version + "\nkind: " + kind + "\nmetadata: {name: llama, namespace: models, generation: 2}\n"
	if conditions != "" {
		text += "status: {conditions: [" + conditions + "]}\n"
	}
	manifest, err := yaml.YAMLToJSON([]byte(text))
	require.NoError(t, err)
	got, err := health.GetResourceHealth(objectOf(string(manifest)), lua.ResourceHealthOverrides(overrides))
	require.NoError(t, err)
	if got == nil {
		return health.HealthStatus{}
	}
	return *got
}
