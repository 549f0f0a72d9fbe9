// Package promql judges the Prometheus queries of rendered ScaledObjects with
// Prometheus's own engine, over synthetic series that look like those of a
// cluster: the model host's own, its neighbours' with names much alike, and
// both ends' reports of one request.
//
// A Scenario is such a cluster and what a query must read there. Check runs all
// scenarios that concern a query's metric.
package promql
