package promql

import "time"

// durations are 90 answers within 100 ms and 10 more within 250 ms per step, so
// that the 95th percentile is 175 ms.
const durations = `
  istio_request_duration_milliseconds_bucket{$SOURCE,response_code="200",le="100"} 0+60x80
  istio_request_duration_milliseconds_bucket{$SOURCE,response_code="200",le="250"} 0+60x80
  istio_request_duration_milliseconds_bucket{$SOURCE,response_code="200",le="+Inf"} 0+60x80
  istio_request_duration_milliseconds_bucket{$SOURCE,response_code="404",le="100"} 0+30x80
  istio_request_duration_milliseconds_bucket{$SOURCE,response_code="404",le="250"} 0+40x80
  istio_request_duration_milliseconds_bucket{$SOURCE,response_code="404",le="+Inf"} 0+40x80
  istio_request_duration_milliseconds_bucket{$NEXTHOST,response_code="200",le="100"} 0+0x80
  istio_request_duration_milliseconds_bucket{$NEXTHOST,response_code="200",le="250"} 0+0x80
  istio_request_duration_milliseconds_bucket{$NEXTHOST,response_code="200",le="+Inf"} 0+900x80
`

var latency = []Scenario{
	{
		Name: "latency: the host's own, in milliseconds", Metric: "istio_request_duration_milliseconds_bucket",
		Load: "load 15s" + durations,
		At:   []time.Duration{10 * time.Minute}, Low: 174.9, High: 175.1,
	},
	{
		Name: "latency: scraped every minute", Metric: "istio_request_duration_milliseconds_bucket",
		Load: "load 60s" + durations,
		At:   []time.Duration{30*time.Minute + 31*time.Second}, Low: 174.9, High: 175.1,
	},
	{
		Name: "latency: no requests is no error", Metric: "istio_request_duration_milliseconds_bucket",
		Load: `load 15s
  istio_request_duration_milliseconds_bucket{$SOURCE,response_code="200",le="100"} 60x80
  istio_request_duration_milliseconds_bucket{$SOURCE,response_code="200",le="+Inf"} 60x80
`,
		At: []time.Duration{10 * time.Minute}, Low: 0, High: 0,
	},
}
