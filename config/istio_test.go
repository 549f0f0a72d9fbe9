package config_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"modelhost.dev/scale-modelhosts/config"
)

func TestValidateIstio(t *testing.T) {
	testProblems(t, []invalid{
		{"settings", "{istio: {dataPlane: ambient, callers: mesh, ingressUseWaypoint: true, gateway: {name: public-istio, namespace: ingress}, clusterDomain: example.org}}", "", "", ""},
		{"nearly a data plane", "{istio: {dataPlane: sidecars}}", "spec.istio.dataPlane", `"sidecars" is not allowed`, "did you mean sidecar?"},
		{"no callers", "{istio: {callers: outside}}", "spec.istio.callers", `"outside" is not allowed`, "use all, gateway or mesh"},
		{"no gateway", "{istio: {gateway: {name: 'a\"b'}}}", "spec.istio.gateway.name", `"a\"b" is not valid`, "use the name of the gateway's Deployment, such as istio-ingressgateway"},
		{"no gateway's namespace", "{istio: {gateway: {namespace: a.b}}}", "spec.istio.gateway.namespace", `"a.b" is not valid`, "use a namespace's name"},
		{"no domain", "{istio: {clusterDomain: .local}}", "spec.istio.clusterDomain", `".local" is not valid`, "use a DNS name, such as cluster.local"},
	})
}

// istioSettings are all combinations with different results, and what they select in addition to
// the Service.
var istioSettings = []struct {
	settings config.Istio
	want     string
}{
	{config.Istio{}, `reporter="source"`},
	{config.Istio{Callers: "gateway"}, `reporter="source", source_workload="istio-ingressgateway", source_workload_namespace="istio-system"`},
	{config.Istio{Callers: "mesh"}, `reporter="source", source_workload!="istio-ingressgateway"`},
	{config.Istio{DataPlane: "ambient"}, `reporter=~"source|waypoint"`},
	{config.Istio{DataPlane: "ambient", IngressUseWaypoint: true}, `reporter="waypoint"`},
	{config.Istio{DataPlane: "ambient", Callers: "gateway"}, `reporter="source", source_workload="istio-ingressgateway", source_workload_namespace="istio-system"`},
	{config.Istio{DataPlane: "ambient", Callers: "mesh"}, `reporter="waypoint"`},
	{config.Istio{DataPlane: "ambient", Callers: "mesh", IngressUseWaypoint: true}, `reporter="waypoint", source_workload!="istio-ingressgateway"`},
	{config.Istio{Callers: "gateway", Gateway: config.IstioGateway{Name: "public-istio", Namespace: "ingress"}}, `reporter="source", source_workload="public-istio", source_workload_namespace="ingress"`},
}

func TestIstioRequests(t *testing.T) {
	for _, test := range istioSettings {
		test.settings.Default()
		assert.Equal(t, test.want+`, destination_service="$(service).$(namespace).svc.cluster.local"`, strings.Join(test.settings.Requests(), ", "))
		assert.Empty(t, test.settings.Idle(), test.want)
	}
}

func TestIstioSettingsThatDoNothing(t *testing.T) {
	gateway := config.IstioGateway{Name: "public-istio", Namespace: "ingress"}
	for _, test := range []struct {
		settings config.Istio
		want     []string
	}{
		{config.Istio{IngressUseWaypoint: true}, []string{"spec.istio.ingressUseWaypoint: has no effect with dataPlane: sidecar and callers: all"}},
		{config.Istio{IngressUseWaypoint: true, DataPlane: "ambient", Callers: "gateway"}, []string{"spec.istio.ingressUseWaypoint: has no effect with dataPlane: ambient and callers: gateway"}},
		{config.Istio{Gateway: gateway}, []string{"spec.istio.gateway: has no effect with dataPlane: sidecar and callers: all"}},
		{config.Istio{Gateway: gateway, DataPlane: "ambient", Callers: "mesh"}, []string{"spec.istio.gateway: has no effect with dataPlane: ambient and callers: mesh"}},
		{config.Istio{Gateway: gateway, Callers: "mesh"}, nil},
	} {
		test.settings.Default()
		var got []string
		for _, p := range test.settings.Idle() {
			got = append(got, p.Path+": "+p.Message)
			assert.NotEmpty(t, p.Hint)
		}
		assert.Equal(t, test.want, got)
	}
}
