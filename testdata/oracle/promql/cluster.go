package promql

import "strings"

// Caller is where requests to a model host come from.
type Caller string

// The callers: an ingress gateway, and workloads in the mesh.
const (
	Gateway Caller = "gateway"
	InMesh  Caller = "mesh"
)

// Cluster is how the cluster of a query is set up. The zero value is one with the plain
// chart of Prometheus and Istio's sidecars.
type Cluster struct {
	// Operator says that Prometheus' Operator scrapes, without honorLabels.
	Operator bool
	// Ambient says that a waypoint reports what callers in the mesh ask for, in place of
	// sidecars, and ThroughWaypoint that it does so for gateways, too.
	Ambient, ThroughWaypoint bool
	// Counts are the callers whose requests the query is to count, all where empty.
	Counts Caller
	// GatewayName, GatewayNamespace and Domain are istio-ingressgateway, istio-system
	// and cluster.local where empty.
	GatewayName, GatewayNamespace, Domain string
}

// podLabels are the labels of a pod's series: those that a model server's target has, or
// those that an exporter has given them which measures the pod.
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

// reporters are who reports a request. Proxies that nobody answers report that
// themselves; ztunnel reports connections and no requests.
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
