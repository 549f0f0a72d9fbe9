package argocd

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/argoproj/gitops-engine/pkg/sync"
	"github.com/argoproj/gitops-engine/pkg/sync/common"
	"github.com/argoproj/gitops-engine/pkg/utils/kube"
	"github.com/go-logr/logr"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/argoproj/argo-cd/v3/util/lua"
)

// operation is one sync of an Application, from its first apply to its end.
type operation struct {
	cluster *fakeCluster
	targets []*unstructured.Unstructured
	options []sync.SyncOpt

	phase   common.OperationPhase
	message string
	results []common.ResourceSyncResult
}

// step does what Argo CD does each time it processes an operation.
func (o *operation) step(t *testing.T) common.OperationPhase {
	t.Helper()
	live := map[kube.ResourceKey]*unstructured.Unstructured{}
	for key, object := range o.cluster.live {
		live[key] = object
	}
	var targets []*unstructured.Unstructured
	for _, target := range o.targets {
		targets = append(targets, target.DeepCopy())
	}
	options := append([]sync.SyncOpt{
		sync.WithLogr(logr.Discard()), sync.WithPrune(true),
		sync.WithPermissionValidator(func(*unstructured.Unstructured, *metav1.APIResource) error { return nil }),
		sync.WithInitialState(o.phase, o.message, o.results, metav1.Now()),
	}, o.options...)
	context, done, err := sync.NewSyncContext("0123456", sync.Reconcile(targets, live, "models", namespaced{}), o.cluster.config, o.cluster.config, o.cluster, "models", nil, options...)
	require.NoError(t, err)
	defer done()
	context.Sync()
	o.phase, o.message, o.results = context.GetState()
	return o.phase
}

// namespaced treats all resources as namespaced.
type namespaced struct{}

func (namespaced) IsNamespaced(schema.GroupKind) (bool, error) { return true, nil }

// newOperation syncs the example, with an extra setting in its functionConfig and the health
// checks of config/argocd/health.
func newOperation(t *testing.T, cluster *fakeCluster, setting string, options ...sync.SyncOpt) *operation {
	t.Helper()
	dir := filepath.Join(exampleRepository(t), "examples", "argocd", "llama")
	appendTo(t, filepath.Join(dir, "scale-modelhosts.yaml"), setting)
	objects, err := kube.SplitYAML([]byte(output(t, dir, "scale-modelhosts", "render", ".")))
	require.NoError(t, err)
	overrides, err := settingsOf(t, installed(t, "health")).GetResourceOverrides()
	require.NoError(t, err)
	options = append(options, sync.WithHealthOverride(lua.ResourceHealthOverrides(overrides)))
	return &operation{cluster: cluster, targets: objects, options: options}
}

// inWave returns the setting that puts everything generated into a sync wave.
func inWave(wave string) string {
	return "  generated: {annotations: {argocd.argoproj.io/sync-wave: \"" + wave + "\"}}\n"
}

// Statuses of the model host and its ScaledObject.
const (
	loading   = `{observedGeneration: 0, replicas: 1, updatedReplicas: 1, availableReplicas: 0}`
	available = `{observedGeneration: 0, replicas: 1, updatedReplicas: 1, availableReplicas: 1}`
)

func conditions(all ...string) string { return "{conditions: [" + strings.Join(all, ", ") + "]}" }

// TestSyncNeedsNoWaves tests that one wave applies the host before its ScaledObject, whose
// webhook looks it up, and ends without waiting for a model to load.
func TestSyncNeedsNoWaves(t *testing.T) {
	o := newOperation(t, newCluster(t, withKEDA), "")
	assert.Equal(t, common.OperationSucceeded, o.step(t), o.message)
	done := o.cluster.done
	require.Len(t, done, 4)
	assert.Equal(t, []string{"apply Service", "apply Deployment"}, done[:2])
	assert.ElementsMatch(t, []string{"apply ScaledObject", "apply TriggerAuthentication"}, done[2:])
}

// TestLaterWaveWaitsForTheModel shows the cost of a wave after the host's.
func TestLaterWaveWaitsForTheModel(t *testing.T) {
	o := newOperation(t, newCluster(t, withKEDA), inWave("1"))
	assert.Equal(t, common.OperationRunning, o.step(t))
	o.cluster.report(t, "Deployment", loading)
	assert.Equal(t, common.OperationRunning, o.step(t))
	assert.NotContains(t, o.cluster.done, "apply ScaledObject", "nothing scales the host while it loads")
	o.cluster.report(t, "Deployment", available)
	o.step(t)
	assert.Contains(t, o.cluster.done, "apply ScaledObject")
}

// TestEarlierWaveFails shows that KEDA finds nothing to scale in a wave before the host's.
func TestEarlierWaveFails(t *testing.T) {
	o := newOperation(t, newCluster(t, withKEDA), inWave("-1"))
	assert.Equal(t, common.OperationRunning, o.step(t))
	o.cluster.report(t, "ScaledObject", conditions(failed))
	assert.Equal(t, common.OperationFailed, o.step(t))
	assert.NotContains(t, o.cluster.done, "apply Deployment")
}

// TestPausedHostsHoldUpWaves shows that a sync with several waves never ends while one of the
// first objects is paused, and that a sync without waves does.
func TestPausedHostsHoldUpWaves(t *testing.T) {
	for setting, want := range map[string]common.OperationPhase{"": common.OperationSucceeded, inWave("-1"): common.OperationRunning} {
		o := newOperation(t, newCluster(t, withKEDA), setting)
		o.step(t)
		o.cluster.report(t, "ScaledObject", conditions(ready, paused))
		for range 3 {
			assert.Equal(t, want, o.step(t), o.message)
		}
	}
}

// TestPruneLast tests the order in which the host's HPA is deleted and its ScaledObject
// applied.
func TestPruneLast(t *testing.T) {
	hpa := objectOf(jsonOf(t, `{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: prt-hpa-modelhost-llama, namespace: models}}`))
	index := func(done []string, what string) int {
		for i, each := range done {
			if each == what {
				return i
			}
		}
		require.Fail(t, what+" is missing", "%v", done)
		return -1
	}

	o := newOperation(t, newCluster(t, withKEDA, hpa), "")
	assert.Equal(t, common.OperationSucceeded, o.step(t), o.message)
	assert.Less(t, index(o.cluster.done, "delete HorizontalPodAutoscaler"), index(o.cluster.done, "apply ScaledObject"))

	o = newOperation(t, newCluster(t, withKEDA, hpa), "", sync.WithPruneLast(true))
	assert.Equal(t, common.OperationRunning, o.step(t))
	o.cluster.report(t, "Deployment", available)
	assert.Equal(t, common.OperationRunning, o.step(t))
	assert.NotContains(t, o.cluster.done, "delete HorizontalPodAutoscaler", "not before KEDA has taken it over")
	o.cluster.report(t, "ScaledObject", conditions(ready))
	assert.Equal(t, common.OperationSucceeded, o.step(t), o.message)
	assert.Contains(t, o.cluster.done, "delete HorizontalPodAutoscaler")
}

// TestKEDAInTheSameSync starts a sync before KEDA's CRDs exist.
func TestKEDAInTheSameSync(t *testing.T) {
	o := newOperation(t, newCluster(t, withoutKEDA), "")
	assert.Equal(t, common.OperationFailed, o.step(t))
	assert.Empty(t, o.cluster.done)

	o = newOperation(t, newCluster(t, withoutKEDA), "  generated: {annotations: {argocd.argoproj.io/sync-options: SkipDryRunOnMissingResource=true}}\n")
	o.step(t)
	assert.Contains(t, o.cluster.done, "apply ScaledObject")
}
