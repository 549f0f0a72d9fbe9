package promql

import (
	"fmt"
	"strings"
)

// Destinations of requests.
const (
	own  = "own"
	next = "next" // a Service whose name begins alike
	far  = "far"  // one of the same name in another namespace
)

// stream is a flow of requests from a caller to a Service, and the counter for it.
type stream struct {
	from Caller
	to   string
	// at is the proxy that reports them: a gateway has several.
	at string
	// code is the answer; 503 comes from a proxy that finds no endpoint behind the Service.
	code   string
	values string
	// bucket is the label le of a histogram's bucket.
	bucket string
}

// series returns the reports of a metric about streams of requests, with Istio's labels.
func series(q Query, metric string, streams ...stream) string {
	var load strings.Builder
	for _, s := range streams {
		for _, reporter := range q.Cluster.reporters(s.from, s.code != "503") {
			fmt.Fprintf(&load, "  %s{reporter=%q,%s,instance=%q,%s} %s\n", metric, reporter, q.Cluster.source(s.from), s.at, s.destination(q), s.values)
		}
	}
	return load.String()
}

// destination returns the labels of a request's destination and its answer. Without a pod
// behind the Service, Istio does not know the workload.
func (s stream) destination(q Query) string {
	service, namespace := q.Service, q.Namespace
	switch s.to {
	case next:
		service += "-2"
	case far:
		namespace += "-2"
	}
	workload, of, flags := strings.Replace(service, "-svc-", "-depl-", 1), namespace, "-"
	if s.code == "503" {
		workload, of, flags = "unknown", "unknown", "UH"
	}
	labels := fmt.Sprintf(`destination_service="%s.%s.svc.%s",destination_service_name=%q,destination_service_namespace=%q,destination_workload=%q,destination_workload_namespace=%q,response_code=%q,response_flags=%q`,
		service, namespace, or(q.Cluster.Domain, "cluster.local"), service, namespace, workload, of, s.code, flags)
	if s.bucket != "" {
		labels += fmt.Sprintf(",le=%q", s.bucket)
	}
	return labels
}
