package config

import (
	"fmt"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/apimeta"
	"modelhost.dev/scale-modelhosts/fn/problem"
)

// Istio describes how Istio's metrics count requests.
type Istio struct {
	// DataPlane is the data plane that reports requests to model hosts: sidecar (default), or
	// ambient, where waypoints report requests from the mesh (ztunnel does not count requests).
	DataPlane string `json:"dataPlane,omitempty" jsonschema:"enum=sidecar,enum=ambient"`
	// Callers selects whose requests count: all (default), gateway (requests through the ingress
	// gateway) or mesh (all others).
	Callers string `json:"callers,omitempty" jsonschema:"enum=all,enum=gateway,enum=mesh"`
	// Gateway is the ingress gateway to which callers refers.
	Gateway IstioGateway `json:"gateway,omitempty"`
	// IngressUseWaypoint is true if gateways send requests through the waypoint, because the
	// Service has the label istio.io/ingress-use-waypoint. Each of these requests is then counted
	// once instead of twice. Default false.
	IngressUseWaypoint bool `json:"ingressUseWaypoint,omitempty"`
	// Retries are added to the VirtualServices of model hosts that scale on rps from zero. By
	// default, none are added.
	Retries *IstioRetries `json:"retries,omitempty"`
	// ClusterDomain is the domain of Services. Default cluster.local.
	ClusterDomain string `json:"clusterDomain,omitempty"`
}

// IstioGateway identifies the workload of an ingress gateway.
type IstioGateway struct {
	// Name is the gateway's Deployment. Default istio-ingressgateway. For a Gateway of the Gateway
	// API, it is <gateway>-istio.
	Name string `json:"name,omitempty"`
	// Namespace is the gateway's namespace. Default istio-system.
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

// DataPlanes returns the values of spec.istio.dataPlane.
func DataPlanes() []string { return []string{Sidecar, Ambient} }

// CallersValues returns the values of spec.istio.callers.
func CallersValues() []string { return []string{CallersAll, CallersGateway, CallersMesh} }

// Default sets the defaults of absent fields.
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

// Reporter returns the matcher for the one report of each request that exists even without
// the model host's pods: sidecars and gateways report as source, waypoints as waypoint
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

// Requests returns the matchers for requests to a model host, with the placeholders
// $(service) and $(namespace). They use no label that Istio cannot set while the model host
// has no pods, such as the workload or the response.
func (i Istio) Requests() []string {
	return append(append([]string{i.Reporter()}, i.source()...),
		fmt.Sprintf(`destination_service="$(service).$(namespace).svc.%s"`, i.ClusterDomain))
}

// source returns the matchers that separate the gateway's requests from others. A waypoint
// that does not see the gateway's requests needs none.
func (i Istio) source() []string {
	switch {
	case i.Callers == CallersGateway:
		return []string{fmt.Sprintf(`source_workload="%s"`, i.Gateway.Name), fmt.Sprintf(`source_workload_namespace="%s"`, i.Gateway.Namespace)}
	case i.Callers == CallersMesh && (i.DataPlane != Ambient || i.IngressUseWaypoint):
		// Also matching the namespace would exclude every caller in the gateway's namespace.
		return []string{fmt.Sprintf(`source_workload!="%s"`, i.Gateway.Name)}
	}
	return nil
}

func (c *check) istio(i Istio) {
	c.oneOf("spec.istio.dataPlane", i.DataPlane, DataPlanes())
	c.oneOf("spec.istio.callers", i.Callers, CallersValues())
	c.pattern("spec.istio.gateway.name", i.Gateway.Name, apimeta.Name, "use the name of the gateway's Deployment, such as "+DefaultGateway)
	c.pattern("spec.istio.gateway.namespace", i.Gateway.Namespace, apimeta.Label, "use a namespace's name")
	if i.Retries != nil {
		c.retries("spec.istio.retries", *i.Retries)
	}
	c.pattern("spec.istio.clusterDomain", i.ClusterDomain, apimeta.Name, "use a DNS name, such as "+DefaultClusterDomain)
}

// Idle returns the problems of settings that have no effect because of others.
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
