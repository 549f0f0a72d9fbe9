package config

import (
	"fmt"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/problem"
)

// Istio says how requests are counted in Istio's metrics.
type Istio struct {
	// DataPlane is who reports the requests to model hosts: sidecar (default), or ambient, where a waypoint reports what callers in the mesh ask for and ztunnel counts no requests.
	DataPlane string `json:"dataPlane,omitempty" jsonschema:"enum=sidecar,enum=ambient"`
	// Callers are whose requests count: all (default), gateway, those that come in at the gateway, or mesh, all others.
	Callers string `json:"callers,omitempty" jsonschema:"enum=all,enum=gateway,enum=mesh"`
	// Gateway is the ingress gateway that callers tells from others.
	Gateway IstioGateway `json:"gateway,omitempty"`
	// IngressUseWaypoint says that gateways send their requests through the waypoint, as the label istio.io/ingress-use-waypoint on the Service has them do; both would report them. Default false.
	IngressUseWaypoint bool `json:"ingressUseWaypoint,omitempty"`
	// Retries are put into the VirtualServices of hosts that scale on rps from zero; left out, there are none of ours.
	Retries *IstioRetries `json:"retries,omitempty"`
	// ClusterDomain ends the names of Services. Default cluster.local.
	ClusterDomain string `json:"clusterDomain,omitempty"`
}

// IstioGateway is an ingress gateway's workload.
type IstioGateway struct {
	// Name is the gateway's Deployment. Default istio-ingressgateway; that of a Gateway of the Gateway API is called <gateway>-istio.
	Name string `json:"name,omitempty"`
	// Namespace is the gateway's. Default istio-system.
	Namespace string `json:"namespace,omitempty"`
}

// Values of spec.istio.
const (
	Sidecar = "sidecar"
	Ambient = "ambient"

	CallersAll     = "all"
	CallersGateway = "gateway"
	CallersMesh    = "mesh"
)

// DataPlanes are the values of spec.istio.dataPlane.
func DataPlanes() []string { return []string{Sidecar, Ambient} }

// CallersValues are the values of spec.istio.callers.
func CallersValues() []string { return []string{CallersAll, CallersGateway, CallersMesh} }

// Default fills in what is left out.
func (i *Istio) Default() {
	or(&i.DataPlane, Sidecar)
	or(&i.Callers, CallersAll)
	or(&i.Gateway.Name, DefaultGateway)
	or(&i.Gateway.Namespace, DefaultGatewayNamespace)
	or(&i.ClusterDomain, DefaultClusterDomain)
	if i.Retries != nil {
		retries := *i.Retries
		or(&retries.RetryOn, DefaultRetryOn)
		i.Retries = &retries
	}
}

// Reporter selects the one report of each request that is there without the host's
// pods, too: sidecars and gateways report as source, a waypoint as waypoint
// (github.com/istio/proxy, source/extensions/filters/http/istio_stats/istio_stats.cc).
func (i Istio) Reporter() string {
	switch {
	case i.DataPlane != Ambient || i.Callers == CallersGateway:
		return `reporter="source"`
	case i.Callers == CallersMesh || i.IngressUseWaypoint:
		return `reporter="waypoint"`
	}
	return `reporter=~"source|waypoint"`
}

// Requests are the matchers of the host's requests, with the placeholders $(service)
// and $(namespace). They name nothing that Istio does not know at zero: no workload,
// no answer.
func (i Istio) Requests() []string {
	return append(append([]string{i.Reporter()}, i.source()...),
		fmt.Sprintf(`destination_service="$(service).$(namespace).svc.%s"`, i.ClusterDomain))
}

// source tells the gateway's requests from others. Where a waypoint does not see the
// gateway's, there is nothing to tell.
func (i Istio) source() []string {
	switch {
	case i.Callers == CallersGateway:
		return []string{fmt.Sprintf(`source_workload="%s"`, i.Gateway.Name), fmt.Sprintf(`source_workload_namespace="%s"`, i.Gateway.Namespace)}
	case i.Callers == CallersMesh && (i.DataPlane != Ambient || i.IngressUseWaypoint):
		// The namespace beside it would leave out all that is in the gateway's.
		return []string{fmt.Sprintf(`source_workload!="%s"`, i.Gateway.Name)}
	}
	return nil
}

func (c *check) istio(i Istio) {
	c.oneOf("spec.istio.dataPlane", i.DataPlane, DataPlanes())
	c.oneOf("spec.istio.callers", i.Callers, CallersValues())
	c.pattern("spec.istio.gateway.name", i.Gateway.Name, subdomain, "use the name of the gateway's Deployment, such as "+DefaultGateway)
	c.pattern("spec.istio.gateway.namespace", i.Gateway.Namespace, label, "use a namespace's name")
	if i.Retries != nil {
		c.retries("spec.istio.retries", *i.Retries)
	}
	c.pattern("spec.istio.clusterDomain", i.ClusterDomain, subdomain, "use a DNS name, such as "+DefaultClusterDomain)
}

// Idle are the settings that do nothing, because of others.
func (i Istio) Idle() []problem.Problem {
	var idle []problem.Problem
	if i.IngressUseWaypoint && (i.DataPlane != Ambient || i.Callers == CallersGateway) {
		idle = append(idle, problem.Problem{
			Path: "spec.istio.ingressUseWaypoint", Message: fmt.Sprintf("has no effect with dataPlane: %s and callers: %s", i.DataPlane, i.Callers),
			Hint: "remove it, or set dataPlane: ambient and callers: all or mesh",
		})
	}
	named := i.Gateway != IstioGateway{Name: DefaultGateway, Namespace: DefaultGatewayNamespace}
	if named && !strings.Contains(strings.Join(i.Requests(), ","), i.Gateway.Name) {
		idle = append(idle, problem.Problem{
			Path: "spec.istio.gateway", Message: fmt.Sprintf("has no effect with dataPlane: %s and callers: %s", i.DataPlane, i.Callers),
			Hint: "remove it, or set callers: gateway",
		})
	}
	return idle
}
