package addon_test

import (
	"context"
	"testing"

	"github.com/go-logr/logr"
	kedav1alpha1 "github.com/kedacore/keda/v2/apis/keda/v1alpha1"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/fake"
	ctrllog "sigs.k8s.io/controller-runtime/pkg/log"

	operator "github.com/kedacore/http-add-on/operator/controllers/http"
	"github.com/kedacore/http-add-on/operator/controllers/http/config"
	addoncache "github.com/kedacore/http-add-on/pkg/cache"

	oracle "modelhost.dev/scale-modelhosts/testdata/oracle/http"
)

const skip = `httpscaledobject.keda.sh/skip-scaledobject-creation: "true"`

// reconciled returns the ScaledObject that exists after the operator has reconciled the
// package, and its error.
func reconciled(t *testing.T, packages string, owners ...metav1.OwnerReference) (*kedav1alpha1.ScaledObject, error) {
	ctrllog.SetLogger(logr.Discard())
	objects, err := oracle.Read([]byte(packages))
	require.NoError(t, err)
	require.Len(t, objects.HTTPScaledObjects, 1)
	route := objects.HTTPScaledObjects[0]
	scheme := addoncache.NewScheme()
	require.NoError(t, kedav1alpha1.AddToScheme(scheme))
	builder := fake.NewClientBuilder().WithScheme(scheme).WithObjects(route).WithStatusSubresource(route)
	for _, so := range objects.ScaledObjects {
		so.OwnerReferences = owners
		builder.WithObjects(so)
	}
	c := builder.Build()
	r := &operator.HTTPScaledObjectReconciler{Client: c, Scheme: scheme, BaseConfig: config.Base{CurrentNamespace: "keda"}}
	_, rejected := r.Reconcile(context.Background(), ctrl.Request{NamespacedName: client.ObjectKeyFromObject(route)})
	var so kedav1alpha1.ScaledObject
	if c.Get(context.Background(), client.ObjectKey{Namespace: namespace, Name: llama}, &so) != nil {
		return nil, rejected
	}
	return &so, rejected
}

// TestOperator tests that the annotation keeps the operator from changing a ScaledObject of
// the same name.
func TestOperator(t *testing.T) {
	so, err := reconciled(t, manifests(t, "httpscaledobject"))
	require.NoError(t, err)
	require.NotNil(t, so)
	assert.Equal(t, "prt-depl-modelhost-llama", so.Spec.ScaleTargetRef.Name)
	assert.Nil(t, so.Spec.MaxReplicaCount, "ours, which has none")
	assert.Equal(t, "http", so.Spec.Triggers[0].Name)

	so, err = reconciled(t, manifests(t, "httpscaledobject", skip, `note: none`))
	require.NoError(t, err)
	assert.EqualValues(t, 10, *so.Spec.MaxReplicaCount, "without it, the operator's takes its place")

	// The operator removes one that it created before, even if the generated one was applied over
	// it: applying keeps the owner.
	owner := metav1.OwnerReference{APIVersion: "http.keda.sh/v1alpha1", Kind: "HTTPScaledObject", Name: llama, UID: "1"}
	so, err = reconciled(t, manifests(t, "httpscaledobject"), owner)
	require.NoError(t, err)
	assert.Nil(t, so)

	_, err = reconciled(t, manifests(t, "httpscaledobject", "concurrency: {targetValue: 8}", "concurrency: {targetValue: 8}\n    requestRate: {targetValue: 5}"))
	assert.ErrorContains(t, err, "mutually exclusive")
}
