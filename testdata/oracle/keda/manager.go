package keda

import (
	"context"

	appsv1 "k8s.io/api/apps/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/testing"
	"k8s.io/client-go/tools/events"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/fake"
	"sigs.k8s.io/controller-runtime/pkg/webhook"
)

// manager provides what KEDA's SetupWebhookWithManager needs from a manager. That function is
// the only access to the webhook's unexported client, mapper and indexes. Anything else that a
// later KEDA may need is nil and panics.
type manager struct {
	ctrl.Manager
	builder *fake.ClientBuilder
	server  webhook.Server
}

func newManager(tracker testing.ObjectTracker) *manager {
	return &manager{
		builder: fake.NewClientBuilder().WithScheme(scheme).WithRESTMapper(mapper).WithObjectTracker(tracker),
		server:  webhook.NewServer(webhook.Options{}),
	}
}

// IndexField makes manager the client.FieldIndexer that KEDA registers its own indexes with.
func (m *manager) IndexField(_ context.Context, o client.Object, field string, value client.IndexerFunc) error {
	m.builder.WithIndex(o, field, value)
	return nil
}

func (m *manager) GetFieldIndexer() client.FieldIndexer { return m }

// GetClient returns the client. KEDA calls it once, after the indexes are registered.
func (m *manager) GetClient() client.Client { return m.builder.Build() }

func (m *manager) GetScheme() *runtime.Scheme       { return scheme }
func (m *manager) GetRESTMapper() meta.RESTMapper   { return mapper }
func (m *manager) GetConfig() *rest.Config          { return &rest.Config{} }
func (m *manager) GetWebhookServer() webhook.Server { return m.server }

// GetEventRecorder returns nil: KEDA then records no events.
func (m *manager) GetEventRecorder(string) events.EventRecorder { return nil }

// mapper contains the scalable kinds that scale-modelhosts supports. As on a cluster, a
// ScaledObject for any other kind is rejected.
var mapper = func() meta.RESTMapper {
	m := meta.NewDefaultRESTMapper(nil)
	for _, kind := range []string{"Deployment", "StatefulSet", "ReplicaSet"} {
		m.Add(appsv1.SchemeGroupVersion.WithKind(kind), meta.RESTScopeNamespace)
	}
	m.Add(schema.GroupVersionKind{Group: "argoproj.io", Version: "v1alpha1", Kind: "Rollout"}, meta.RESTScopeNamespace)
	return m
}()
