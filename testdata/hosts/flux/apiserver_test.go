package flux

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/kubernetes/scheme"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/fake"
	"sigs.k8s.io/controller-runtime/pkg/client/interceptor"
)

// newCluster returns an API server for server-side apply of a Deployment: the merge and the
// field owners are Kubernetes' own code, within controller-runtime's fake client, which lacks
// the dry run and the default of spec.replicas.
func newCluster() client.WithWatch {
	return builder().WithInterceptorFuncs(interceptor.Funcs{Patch: apply}).Build()
}

func builder() *fake.ClientBuilder {
	return fake.NewClientBuilder().WithScheme(scheme.Scheme).WithReturnManagedFields()
}

func apply(ctx context.Context, cluster client.WithWatch, o client.Object, patch client.Patch, options ...client.PatchOption) error {
	var how client.PatchOptions
	how.ApplyOptions(options)
	target, exists, err := find(ctx, cluster, o)
	if err != nil {
		return err
	}
	if len(how.DryRun) == 0 {
		if err := cluster.Patch(ctx, o, patch, options...); err != nil {
			return err
		}
		stored, _, err := find(ctx, cluster, o)
		if err != nil || !defaulted(stored) {
			return err
		}
		return cluster.Update(ctx, stored, client.FieldOwner("default"))
	}
	// A dry run applies to a copy of the cluster.
	build := builder()
	if exists {
		build = build.WithObjects(target)
	}
	how.DryRun = nil
	if err := build.Build().Patch(ctx, o, patch, &how); err != nil {
		return err
	}
	if !exists {
		o.SetResourceVersion("")
	}
	defaulted(o.(*unstructured.Unstructured))
	return nil
}

// defaulted sets the API server's defaults, and reports whether it changed anything.
func defaulted(o *unstructured.Unstructured) bool {
	if _, ok, _ := unstructured.NestedInt64(o.Object, "spec", "replicas"); ok {
		return false
	}
	return unstructured.SetNestedField(o.Object, int64(1), "spec", "replicas") == nil
}

func find(ctx context.Context, cluster client.Reader, o client.Object) (*unstructured.Unstructured, bool, error) {
	found := &unstructured.Unstructured{}
	found.SetGroupVersionKind(o.GetObjectKind().GroupVersionKind())
	err := cluster.Get(ctx, client.ObjectKeyFromObject(o), found)
	return found, err == nil, client.IgnoreNotFound(err)
}

// current returns the object in the cluster.
func current(t testing.TB, cluster client.Reader, o client.Object) *unstructured.Unstructured {
	t.Helper()
	found, exists, err := find(context.Background(), cluster, o)
	require.NoError(t, err)
	require.True(t, exists)
	return found
}
