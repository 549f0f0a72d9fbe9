// Package promql evaluates the Prometheus queries of rendered ScaledObjects with Prometheus's
// own engine, over synthetic series like those of a cluster: the model host's own, those of
// neighbors with similar names, and both ends' reports of one request.
//
// A Scenario is such a cluster with the value that a query must read there. Check evaluates
// all scenarios for a query's metric.
package promql
