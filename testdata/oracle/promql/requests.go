package promql

import "time"

const requestsTotal = "istio_requests_total"

// busy is 10 requests a second in steps of 15 seconds: 6 through two pods of the gateway, 4
// from the mesh; and many more to other hosts.
var busy = []stream{
	{Gateway, own, "gateway-a", "200", "1000+60x80", ""},
	{Gateway, own, "gateway-b", "404", "7+30x80", ""},
	{InMesh, own, "frontend-a", "200", "5+60x80", ""},
	{Gateway, next, "gateway-a", "200", "0+900x120", ""},
	{InMesh, next, "frontend-a", "200", "0+900x120", ""},
	{Gateway, far, "gateway-a", "200", "0+900x120", ""},
	{InMesh, far, "frontend-a", "200", "0+900x120", ""},
}

// others contains the requests to other hosts.
var others = busy[3:]

// requested loads requests with a scrape interval.
func requested(every string, streams ...stream) func(Query) string {
	return func(q Query) string { return "load " + every + "\n" + series(q, requestsTotal, streams...) }
}

// withOthers returns the streams and those that are unrelated to the host.
func withOthers(streams ...stream) []stream { return append(streams, others...) }

// minutes returns times after the start.
func minutes(at ...float64) []time.Duration {
	var all []time.Duration
	for _, m := range at {
		all = append(all, time.Duration(m*float64(time.Minute)))
	}
	return all
}

// requests contains Istio's scenarios. Scrape intervals are up to a minute, the default of the
// prometheus-community chart.
var requests = []Scenario{
	{
		Name: "requests: each counted once, no other host's", Metric: requestsTotal,
		Load: requested("15s", busy...),
		At:   minutes(10, 10.12), All: about(10), Gateway: about(6), Mesh: about(4),
	},
	{
		Name: "requests: scraped every minute", Metric: requestsTotal,
		Load: requested("60s", busy...), // a quarter of the rate
		At:   minutes(30, 30.52), All: about(2.5), Gateway: about(1.5), Mesh: about(1),
	},
	{
		Name: "requests: only others' is zero", Metric: requestsTotal,
		Load: requested("15s", others...), At: minutes(1, 10),
	},
	{
		Name: "requests: no series is zero", Metric: requestsTotal,
		Load: requested("15s"), At: minutes(10),
	},
	{
		Name: "requests: zero when they stop", Metric: requestsTotal,
		Load: requested("15s", withOthers(
			stream{Gateway, own, "gateway-a", "200", "0+60x20 1200x100", ""},
			stream{InMesh, own, "frontend-a", "200", "0+60x20 1200x100", ""})...),
		At: minutes(8, 20),
	},
	{
		Name: "requests: a gateway's restart is nothing below zero, and no burst", Metric: requestsTotal,
		Load: requested("15s", stream{Gateway, own, "gateway-a", "200", "100000+150x20 0+150x60", ""}),
		At:   minutes(5, 5.25, 5.75, 6.25), All: Reads{0, 15}, Gateway: Reads{0, 15},
	},
	{
		Name: "requests: a failed scrape is no burst", Metric: requestsTotal,
		Load: requested("15s", stream{Gateway, own, "gateway-a", "200", "1000000+150x20 stale _x2 1003600+150x60", ""}),
		At:   minutes(6, 6.25, 6.5, 6.75, 7, 8), All: Reads{0, 30}, Gateway: Reads{0, 30},
	},
	{
		Name: "requests: 503s of the gateway at zero: the first of all wakes", Metric: requestsTotal, Wakes: true,
		Load: requested("15s", withOthers(stream{Gateway, own, "gateway-a", "503", "_x20 1x100", ""})...),
		At:   minutes(5, 5.25, 5.5), All: some, Gateway: some,
	},
	{
		Name: "requests: 503s in the mesh at zero: the first of all wakes", Metric: requestsTotal, Wakes: true,
		Load: requested("15s", withOthers(stream{InMesh, own, "frontend-a", "503", "_x20 1x100", ""})...),
		At:   minutes(5, 5.25, 5.5), All: some, Mesh: some,
	},
	{
		Name: "requests: before the first it is quiet", Metric: requestsTotal, Wakes: true,
		Load: requested("15s", withOthers(stream{Gateway, own, "gateway-a", "503", "_x20 1x100", ""})...),
		At:   minutes(4.75),
	},
	{
		Name: "requests: after the first it is quiet again", Metric: requestsTotal, Wakes: true,
		Load: requested("15s", withOthers(
			stream{Gateway, own, "gateway-a", "503", "_x20 1x100", ""},
			stream{InMesh, own, "frontend-a", "503", "_x20 1x100", ""})...),
		At: minutes(8, 20),
	},
	{
		Name: "requests: the first after a quiet day wakes", Metric: requestsTotal, Wakes: true,
		Load: requested("15s", withOthers(
			stream{Gateway, own, "gateway-a", "503", "41x20 42x100", ""},
			stream{Gateway, own, "gateway-a", "200", "100000x120", ""},
			stream{InMesh, own, "frontend-a", "503", "7x20 8x100", ""})...),
		At: minutes(5.25, 5.5), All: some, Gateway: some, Mesh: some,
	},
	{
		Name: "requests: the first after a gateway's restart wakes", Metric: requestsTotal, Wakes: true,
		Load: requested("15s", withOthers(
			stream{Gateway, own, "gateway-a", "503", "41x20 stale _x10 1x100", ""},
			stream{InMesh, own, "frontend-a", "503", "7x20 stale _x10 1x100", ""})...),
		At: minutes(8, 8.25, 8.5), All: some, Gateway: some, Mesh: some,
	},
	{
		Name: "requests: those of others do not wake", Metric: requestsTotal, Wakes: true,
		Load: requested("15s",
			stream{Gateway, next, "gateway-a", "503", "_x20 1x100", ""}, stream{InMesh, next, "frontend-a", "503", "_x20 1x100", ""},
			stream{Gateway, far, "gateway-a", "503", "_x20 1x100", ""}, stream{InMesh, far, "frontend-a", "503", "_x20 1x100", ""}),
		At: minutes(5, 5.25, 5.5),
	},
}
