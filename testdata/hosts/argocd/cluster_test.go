package argocd

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/argoproj/gitops-engine/pkg/utils/kube"
	"github.com/argoproj/gitops-engine/pkg/utils/kube/kubetest"
	"github.com/stretchr/testify/require"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/rest"
	cmdutil "k8s.io/kubectl/pkg/cmd/util"
	"k8s.io/kubectl/pkg/util/openapi"
)

// fakeCluster records what Argo CD's sync applies and deletes, in order.
type fakeCluster struct {
	kubetest.MockKubectlCmd
	config *rest.Config

	mutex sync.Mutex
	live  map[kube.ResourceKey]*unstructured.Unstructured
	done  []string
}

// served maps a group and version to the resources that an API server has.
type served map[string][]metav1.APIResource

var (
	withoutKEDA = served{
		"v1":             {resourceNamed("services", "Service")},
		"apps/v1":        {resourceNamed("deployments", "Deployment")},
		"autoscaling/v2": {resourceNamed("horizontalpodautoscalers", "HorizontalPodAutoscaler")},
	}
	withKEDA = served{
		"v1": withoutKEDA["v1"], "apps/v1": withoutKEDA["apps/v1"], "autoscaling/v2": withoutKEDA["autoscaling/v2"],
		"keda.sh/v1alpha1": {resourceNamed("scaledobjects", "ScaledObject"), resourceNamed("triggerauthentications", "TriggerAuthentication")},
	}
)

func resourceNamed(name, kind string) metav1.APIResource {
	return metav1.APIResource{Name: name, Kind: kind, Namespaced: true, Verbs: []string{"get", "list", "create", "patch", "delete"}}
}

// newCluster returns a cluster with some objects, behind an API server with those resources.
func newCluster(t *testing.T, resources served, objects ...*unstructured.Unstructured) *fakeCluster {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		version := strings.TrimPrefix(strings.TrimPrefix(r.URL.Path, "/apis/"), "/api/")
		found, ok := resources[version]
		if !ok {
			w.WriteHeader(http.StatusNotFound)
			_, _ = w.Write([]byte(`{"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "NotFound", "code": 404}`))
			return
		}
		_ = json.NewEncoder(w).Encode(metav1.APIResourceList{
			TypeMeta: metav1.TypeMeta{Kind: "APIResourceList", APIVersion: "v1"}, GroupVersion: version, APIResources: found,
		})
	}))
	t.Cleanup(server.Close)
	c := &fakeCluster{config: &rest.Config{Host: server.URL}, live: map[kube.ResourceKey]*unstructured.Unstructured{}}
	for _, o := range objects {
		c.live[kube.GetResourceKey(o)] = named(o)
	}
	return c
}

// named returns the object with a UID, as an API server sets it.
func named(o *unstructured.Unstructured) *unstructured.Unstructured {
	o = o.DeepCopy()
	o.SetUID(types.UID(o.GetKind() + "/" + o.GetName()))
	return o
}

// ManageResources makes Argo CD apply to this cluster.
func (c *fakeCluster) ManageResources(*rest.Config, openapi.Resources) (kube.ResourceOperations, func(), error) {
	return &operations{&kubetest.MockResourceOps{}, c}, func() {}, nil
}

// DeleteResource is called when Argo CD prunes.
func (c *fakeCluster) DeleteResource(_ context.Context, _ *rest.Config, gvk schema.GroupVersionKind, name, namespace string, _ metav1.DeleteOptions) error {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.done = append(c.done, "delete "+gvk.Kind)
	delete(c.live, kube.ResourceKey{Group: gvk.Group, Kind: gvk.Kind, Namespace: namespace, Name: name})
	return nil
}

// operations are those of Argo CD's own tests, except for applying.
type operations struct {
	*kubetest.MockResourceOps
	cluster *fakeCluster
}

func (o *operations) ApplyResource(_ context.Context, obj *unstructured.Unstructured, dryRun cmdutil.DryRunStrategy, _, _, _ bool, _ string) (string, error) {
	c := o.cluster
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if dryRun == cmdutil.DryRunNone {
		c.done = append(c.done, "apply "+obj.GetKind())
		c.live[kube.GetResourceKey(obj)] = named(obj)
	}
	return "", nil
}

// report writes a status, as the controller of a kind does.
func (c *fakeCluster) report(t *testing.T, kind, status string) {
	t.Helper()
	for _, o := range c.live {
		if o.GetKind() == kind {
			o.Object["status"] = objectOf(jsonOf(t, status)).Object
			return
		}
	}
	require.Fail(t, "the cluster has no "+kind)
}
