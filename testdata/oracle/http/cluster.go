package addon

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"sync/atomic"
	"testing"

	"github.com/go-logr/logr"
	kedav1alpha1 "github.com/kedacore/keda/v2/apis/keda/v1alpha1"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/controller-runtime/pkg/cache/informertest"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/fake"

	"github.com/kedacore/http-add-on/interceptor/config"
	"github.com/kedacore/http-add-on/interceptor/metrics"
	addoncache "github.com/kedacore/http-add-on/pkg/cache"
	"github.com/kedacore/http-add-on/pkg/k8s"
	"github.com/kedacore/http-add-on/pkg/queue"
	"github.com/kedacore/http-add-on/pkg/routing"

	"modelhost.dev/scale-modelhosts/testdata/oracle/http/interceptor"
	"modelhost.dev/scale-modelhosts/testdata/oracle/http/network"
	"modelhost.dev/scale-modelhosts/testdata/oracle/http/scaler"
)

// Version is the version of the HTTP add-on.
const Version = "v0.15.0"

// proxy is the interceptor's port for requests, and admin its port for request counts.
const (
	proxy = "keda-add-ons-http-interceptor-proxy.keda:8080"
	admin = "9090"
)

// interceptors numbers the interceptors, because the scaler reaches them by name.
var interceptors atomic.Int64

// Cluster runs the add-on. Every workload is at zero until Scale changes it.
type Cluster struct {
	t             testing.TB
	ctx           context.Context
	network       *network.Network
	store         *store
	scaler        *scaler.Scaler
	scaledObjects []*kedav1alpha1.ScaledObject
	client        *http.Client
}

// Start applies a rendered package to a cluster with the add-on, which has its default
// settings. Routes have the package's creation timestamps.
func Start(t testing.TB, manifests []byte) *Cluster {
	objects, err := Read(manifests)
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	n := network.New()
	c := &Cluster{
		t: t, ctx: network.With(ctx, n), network: n, store: newStore(objects.all()),
		scaledObjects: objects.ScaledObjects,
	}
	c.client = &http.Client{Transport: &http.Transport{
		DisableKeepAlives: true,
		DialContext:       func(ctx context.Context, _, _ string) (net.Conn, error) { return n.Dial(ctx, proxy) },
	}}
	t.Cleanup(func() { cancel(); n.Close() })
	c.startInterceptor()
	return c
}

// startInterceptor does what main.go of the interceptor and of the scaler do.
func (c *Cluster) startInterceptor() {
	ready, err := k8s.NewReadyEndpointsCacheWithInformer(c.ctx, logr.Discard(), c.store)
	require.NoError(c.t, err)
	queues := queue.NewMemory()
	table := routing.NewTable(c.store, queues)
	go func() { _ = table.Start(c.ctx) }()

	server := &http.Server{
		BaseContext: func(net.Listener) context.Context { return c.ctx },
		Handler: interceptor.BuildProxyHandler(&interceptor.ProxyHandlerConfig{
			Logger: logr.Discard(), Queue: queues, ReadyCache: ready, RoutingTable: table, Reader: c.store,
			Timeouts:    config.MustParseTimeouts(logr.Discard()),
			Serving:     config.Serving{EnableColdStartHeader: true},
			Instruments: metrics.NewNoopInstruments(),
		}),
	}
	listener := c.network.Listen(proxy)
	go func() { _ = server.Serve(listener) }()

	name := fmt.Sprintf("interceptor-%d", interceptors.Add(1))
	network.Serve(name+":"+admin, interceptor.BuildAdminHandler(logr.Discard(), queues, http.NotFoundHandler()))
	c.scaler = scaler.New(c.store, name, admin)
	go c.scaler.Run(c.ctx)

	c.t.Cleanup(func() { _ = server.Close(); network.Serve(name+":"+admin, nil) })
}

// store is the API server cache that the add-on reads from.
type store struct {
	*informertest.FakeInformers
	objects client.Client
}

func newStore(objects []client.Object) *store {
	scheme := addoncache.NewScheme()
	return &store{
		FakeInformers: &informertest.FakeInformers{Scheme: scheme},
		objects:       fake.NewClientBuilder().WithScheme(scheme).WithObjects(objects...).Build(),
	}
}

func (s *store) Get(ctx context.Context, key client.ObjectKey, o client.Object, opts ...client.GetOption) error {
	return s.objects.Get(ctx, key, o, opts...)
}

func (s *store) List(ctx context.Context, l client.ObjectList, opts ...client.ListOption) error {
	return s.objects.List(ctx, l, opts...)
}
