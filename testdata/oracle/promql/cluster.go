package promql

import "strings"

// Caller is the origin of requests to a model host.
type Caller string

// The callers: an ingress gateway, and workloads in the mesh.
const (
	Gateway Caller = "gateway"
	InMesh  Caller = "mesh"
)

// Cluster is the setup that a query is for. The zero value has the plain chart of Prometheus
// and Istio's sidecars.
type Cluster struct {
	// Operator is set if the Prometheus Operator configures scraping, without honorLabels.
	Operator bool
	// Ambient is set if a waypoint reports requests from callers in the mesh, in place of
	// sidecars, and ThroughWaypoint if it also does so for gateways.
	Ambient, ThroughWaypoint bool
	// Counts selects the callers whose requests the query counts, all if empty.
	Counts Caller
	// GatewayName, GatewayNamespace and Domain default to istio-ingressgateway, istio-system
	// and cluster.local.
	GatewayName, GatewayNamespace, Domain string
}

// podLabels returns the labels of a pod's series: those of a model server's target, or those
// that an exporter sets for the pod that it measures.
func (c Cluster) podLabels(metric, namespace, pod string) string {
	if c.Operator && strings.HasPrefix(metric, "DCGM_") {
		return `exported_namespace="` + namespace + `",exported_pod="` + pod + `",namespace="monitoring",pod="dcgm-exporter-78z52"`
	}
	return `namespace="` + namespace + `",pod="` + pod + `"`
}

func (c Cluster) source(from Caller) string {
	if from == InMesh {
		return `source_workload="frontend",source_workload_namespace="apps"`
	}
	return `source_workload="` + or(c.GatewayName, "istio-ingressgateway") + `",source_workload_namespace="` + or(c.GatewayNamespace, "istio-system") + `"`
}

// reporters returns the proxies that report a request. A proxy without an endpoint reports the
// request itself; ztunnel reports connections and no requests.
func (c Cluster) reporters(from Caller, answered bool) []string {
	switch {
	case !c.Ambient && answered:
		return []string{"source", "destination"}
	case !c.Ambient, from == Gateway && !c.ThroughWaypoint:
		return []string{"source"}
	case from == Gateway:
		return []string{"source", "waypoint"}
	}
	return []string{"waypoint"}
}

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}
