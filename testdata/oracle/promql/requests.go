package promql

import (
	"math"
	"time"
)

// steady is 10 requests a second through two gateways, and the same again as
// the server's side reports it, in steps of a quarter of a minute.
const steady = `
  istio_requests_total{$SOURCE,source_workload="gateway-a",response_code="200"} 1000+90x80
  istio_requests_total{$SOURCE,source_workload="gateway-a",response_code="404"} 5+15x80
  istio_requests_total{$SOURCE,source_workload="gateway-b",response_code="200"} 7+45x80
  istio_requests_total{$SERVER,source_workload="gateway-a",response_code="200"} 1000+105x80
  istio_requests_total{$SERVER,source_workload="gateway-b",response_code="200"} 7+45x80
  istio_requests_total{$NEXTHOST,source_workload="gateway-a",response_code="200"} 0+900x80
  istio_requests_total{$FARHOST,source_workload="gateway-a",response_code="200"} 0+900x80
`

// first is the first request ever, five minutes in, for which there was no pod.
const first = `load 15s
  istio_requests_total{$NOBODY,source_workload="gateway-a",response_code="503",response_flags="UH"} _x20 1x100
  istio_requests_total{$NEXTHOST,source_workload="gateway-a",response_code="200"} 0+900x120
  istio_requests_total{$FARHOST,source_workload="gateway-a",response_code="200"} 0+900x120
`

// requests are Istio's. Scrape intervals go up to a minute, the default of the
// prometheus-community chart.
var requests = []Scenario{
	{
		Name: "requests: each counted once, nobody else's", Metric: "istio_requests_total",
		Load: "load 15s" + steady,
		At:   []time.Duration{10 * time.Minute, 10*time.Minute + 7*time.Second}, Low: 9.9, High: 10.1,
	},
	{
		Name: "requests: scraped every minute", Metric: "istio_requests_total",
		Load: "load 60s" + steady, // a quarter of the rate
		At:   []time.Duration{30 * time.Minute, 30*time.Minute + 31*time.Second}, Low: 2.45, High: 2.55,
	},
	{
		Name: "requests: none is zero", Metric: "istio_requests_total",
		Load: "load 15s\n  istio_requests_total{$NEXTHOST,response_code=\"200\"} 0+900x80\n",
		At:   []time.Duration{10 * time.Minute}, Low: 0, High: 0,
	},
	{
		Name: "requests: a gateway's restart is nothing below zero", Metric: "istio_requests_total",
		Load: `load 15s
  istio_requests_total{$SOURCE,source_workload="gateway-a",response_code="200"} 100000+150x20 0+150x60
`,
		At:  []time.Duration{5 * time.Minute, 5*time.Minute + 15*time.Second, 5*time.Minute + 45*time.Second, 6*time.Minute + 15*time.Second},
		Low: 0, High: 15,
	},
	{
		Name: "requests: a failed scrape is no burst", Metric: "istio_requests_total",
		Load: `load 15s
  istio_requests_total{$SOURCE,source_workload="gateway-a",response_code="200"} 1000000+150x20 stale _x2 1003600+150x60
`,
		At:  []time.Duration{6 * time.Minute, 6*time.Minute + 15*time.Second, 6*time.Minute + 30*time.Second, 6*time.Minute + 45*time.Second, 7 * time.Minute, 8 * time.Minute},
		Low: 0, High: 30,
	},
	{
		Name: "requests: the first of all wakes", Metric: "istio_requests_total", Wakes: true,
		Load: first,
		At:   []time.Duration{5 * time.Minute, 5*time.Minute + 15*time.Second, 5*time.Minute + 30*time.Second}, Low: math.SmallestNonzeroFloat64, High: 1,
	},
	{
		Name: "requests: before the first it is quiet", Metric: "istio_requests_total", Wakes: true,
		Load: first,
		At:   []time.Duration{4*time.Minute + 45*time.Second}, Low: 0, High: 0,
	},
	{
		Name: "requests: after the first it is quiet again", Metric: "istio_requests_total", Wakes: true,
		Load: first,
		At:   []time.Duration{20 * time.Minute}, Low: 0, High: 0,
	},
	{
		Name: "requests: the first after a quiet day wakes", Metric: "istio_requests_total", Wakes: true,
		Load: `load 15s
  istio_requests_total{$NOBODY,source_workload="gateway-a",response_code="503",response_flags="UH"} 41x20 42x100
  istio_requests_total{$SOURCE,source_workload="gateway-a",response_code="200"} 100000x120
`,
		At: []time.Duration{5*time.Minute + 15*time.Second, 5*time.Minute + 30*time.Second}, Low: math.SmallestNonzeroFloat64, High: 1,
	},
}
