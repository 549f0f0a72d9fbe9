package addon

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/stretchr/testify/require"
	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

// Pods is the state of the pods behind a Service.
type Pods int

const (
	// Gone: there is none.
	Gone Pods = iota
	// Starting: there is one, which does not listen yet.
	Starting
	// Ready: there is one, which answers.
	Ready
)

// Scale sets the state of the pods behind a Service, "namespace/name", and does what
// Kubernetes does then: EndpointSlices, unless the Service has no selector, and addresses. A
// Service that is not in the cluster has neither.
func (c *Cluster) Scale(service string, pods Pods) {
	namespace, name, _ := strings.Cut(service, "/")
	var s corev1.Service
	if err := c.store.Get(c.ctx, client.ObjectKey{Namespace: namespace, Name: name}, &s); client.IgnoreNotFound(err) != nil {
		require.NoError(c.t, err)
	}
	if len(s.Spec.Selector) == 0 || s.Spec.Type == corev1.ServiceTypeExternalName {
		return
	}
	for _, p := range s.Spec.Ports {
		c.serve(fmt.Sprintf("%s.%s:%d", name, namespace, listening(s, p)), pods == Ready)
	}
	c.publish(&s, pods)
}

// listening returns the port on which the Service's name answers: for a Service without a
// cluster IP, DNS returns the addresses of the pods themselves.
func listening(s corev1.Service, p corev1.ServicePort) int32 {
	if s.Spec.ClusterIP == corev1.ClusterIPNone && p.TargetPort.Type == intstr.Int && p.TargetPort.IntVal != 0 {
		return p.TargetPort.IntVal
	}
	return p.Port
}

// serve answers at an address with the address, or rejects connections.
func (c *Cluster) serve(address string, answers bool) {
	c.network.Stop(address)
	if !answers {
		return
	}
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Host", r.Host)
		_, _ = fmt.Fprint(w, address)
	})}
	listener := c.network.Listen(address)
	go func() { _ = server.Serve(listener) }()
	c.t.Cleanup(func() { _ = server.Close() })
}

// publish writes the Service's EndpointSlice and notifies the interceptor.
func (c *Cluster) publish(s *corev1.Service, pods Pods) {
	slice := &discoveryv1.EndpointSlice{
		ObjectMeta: metav1.ObjectMeta{
			Namespace: s.Namespace, Name: s.Name, Labels: map[string]string{discoveryv1.LabelServiceName: s.Name},
		},
		AddressType: discoveryv1.AddressTypeIPv4,
	}
	if pods != Gone {
		ready := pods == Ready || s.Spec.PublishNotReadyAddresses
		slice.Endpoints = []discoveryv1.Endpoint{{
			Addresses: []string{"10.0.0.1"}, Conditions: discoveryv1.EndpointConditions{Ready: &ready},
		}}
	}
	require.NoError(c.t, client.IgnoreNotFound(c.store.objects.Delete(c.ctx, slice.DeepCopy())))
	require.NoError(c.t, c.store.objects.Create(c.ctx, slice))
	informer, err := c.store.FakeInformerFor(c.ctx, slice)
	require.NoError(c.t, err)
	informer.Update(slice, slice)
}
