package argocd

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/argoproj/gitops-engine/pkg/utils/kube"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/util/argo/diff"
	"github.com/argoproj/argo-cd/v3/util/argo/normalizers"
)

// rendered returns the example's object of a kind, with an extra annotation.
func rendered(t *testing.T, kind, annotation string) *unstructured.Unstructured {
	t.Helper()
	dir := filepath.Join(exampleRepository(t), "examples", "argocd", "llama")
	file := filepath.Join(dir, "deployment.yaml")
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	text = []byte(strings.Replace(string(text), "  annotations:\n", "  annotations:\n"+annotation, 1))
	require.NoError(t, os.WriteFile(file, text, 0o600))
	objects, err := kube.SplitYAML([]byte(output(t, dir, "scale-modelhosts", "render", ".")))
	require.NoError(t, err)
	for _, o := range objects {
		if o.GetKind() == kind {
			return o
		}
	}
	require.Fail(t, "the example has no "+kind)
	return nil
}

// live returns an object as it is in the cluster some time after Argo CD has applied it.
func live(t *testing.T, applied *unstructured.Unstructured) *unstructured.Unstructured {
	t.Helper()
	o := applied.DeepCopy()
	text, err := applied.MarshalJSON()
	require.NoError(t, err)
	annotations := o.GetAnnotations()
	if annotations == nil {
		annotations = map[string]string{}
	}
	annotations[corev1.LastAppliedConfigAnnotation] = string(text)
	o.SetAnnotations(annotations)
	o.SetUID("0b7f7a6e-0000-4000-8000-000000000000")
	o.SetGeneration(3)
	return o
}

// differs reports whether Argo CD considers an object out of sync.
func differs(t *testing.T, live, target *unstructured.Unstructured, ignored v1alpha1.IgnoreDifferences) bool {
	t.Helper()
	overrides, err := defaultSettings(t).GetResourceOverrides()
	require.NoError(t, err)
	config, err := diff.NewDiffConfigBuilder().
		WithDiffSettings(ignored, overrides, false, normalizers.IgnoreNormalizerOpts{}).
		WithTracking("", "").WithNoCache().Build()
	require.NoError(t, err)
	result, err := diff.StateDiff(live, target, config)
	require.NoError(t, err)
	return result.Modified
}

// TestReplicas compares the example with Argo CD after KEDA has scaled it to 5.
func TestReplicas(t *testing.T) {
	ignored := readApplication(t, "application.yaml").Spec.IgnoreDifferences
	require.NotEmpty(t, ignored)
	target := rendered(t, "Deployment", "")
	kept := rendered(t, "Deployment", "    autoscaling.modelhost.dev/replicas-policy: keep\n")
	inGit, found, err := unstructured.NestedInt64(kept.Object, "spec", "replicas")
	require.NoError(t, err)
	require.True(t, found)
	require.EqualValues(t, 2, inGit)
	before := target.DeepCopy()
	require.NoError(t, unstructured.SetNestedField(before.Object, inGit, "spec", "replicas"))

	for _, c := range []struct {
		name            string
		applied, target *unstructured.Unstructured
		ignored         v1alpha1.IgnoreDifferences
		want            bool
	}{
		{"no count in Git", target, target, nil, false},
		{"no count in Git, ignored", target, target, ignored, false},
		{"a count that was in Git until now", before, target, nil, true},
		{"a count that was in Git until now, ignored", before, target, ignored, false},
		{"a count that is kept in Git", kept, kept, nil, true},
		{"a count that is kept in Git, ignored", kept, kept, ignored, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			scaled := live(t, c.applied)
			require.NoError(t, unstructured.SetNestedField(scaled.Object, int64(5), "spec", "replicas"))
			assert.Equal(t, c.want, differs(t, scaled, c.target, c.ignored))
		})
	}
}

// TestKEDAsChangesAreNoDifference adds KEDA's finalizer, label and status to the
// ScaledObject.
func TestKEDAsChangesAreNoDifference(t *testing.T) {
	target := rendered(t, "ScaledObject", "")
	taken := live(t, target)
	taken.SetFinalizers([]string{"finalizer.keda.sh"})
	labels := taken.GetLabels()
	labels["scaledobject.keda.sh/name"] = taken.GetName()
	taken.SetLabels(labels)
	require.NoError(t, unstructured.SetNestedField(taken.Object, "keda-hpa", "status", "hpaName"))
	assert.False(t, differs(t, taken, target, nil))

	require.NoError(t, unstructured.SetNestedField(taken.Object, int64(3), "spec", "maxReplicaCount"))
	assert.True(t, differs(t, taken, target, nil), "what somebody has changed by hand is one")
}
