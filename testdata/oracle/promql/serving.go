package promql

import (
	"slices"
	"time"
)

// serving contains the metrics of model servers. A pod may have several series: one per model
// or engine. Gauges of requests add up to 8.
func serving() []Scenario {
	return slices.Concat(
		requestGauge("vllm:num_requests_waiting", `model_name="llama",engine="0"`, `model_name="llama",engine="1"`),
		requestGauge("vllm:num_requests_running", `model_name="llama",engine="0"`, `model_name="llama",engine="1"`),
		requestGauge("nv_inference_pending_request_count", `model="a",version="1"`, `model="b",version="1"`),
		requestGauge("tgi_queue_size", `instance="0"`, `instance="1"`),
		requestGauge("tgi_batch_current_size", `instance="0"`, `instance="1"`),
		kvCache, queueTime,
	)
}

func requestGauge(metric, one, other string) []Scenario {
	return []Scenario{
		{
			Name: metric + ": the host's own, added up", Metric: metric,
			Load: pods(metric, "load 15s\n"+
				"  "+metric+"{$POD1,"+one+"} 1x40\n"+
				"  "+metric+"{$POD1,"+other+"} 2x40\n"+
				"  "+metric+"{$POD2,"+one+"} 5x40\n"+
				"  "+metric+"{$NEIGHBOUR,"+one+"} 100x40\n"+
				"  "+metric+"{$ELSEWHERE,"+one+"} 100x40\n"),
			At: []time.Duration{5 * time.Minute}, All: about(8),
		},
		idle(metric, one), lost(one, metric),
	}
}

// kvCache: the pods are 20 and 60 percent full; by engine it would be 33.
var kvCache = []Scenario{
	{
		Name: "vllm:kv_cache_usage_perc: several engines in a pod, a ratio, in percent", Metric: "vllm:kv_cache_usage_perc",
		Load: pods("vllm:kv_cache_usage_perc", `load 15s
  vllm:kv_cache_usage_perc{$POD1,model_name="llama",engine="0"} 0.1x40
  vllm:kv_cache_usage_perc{$POD1,model_name="llama",engine="1"} 0.3x40
  vllm:kv_cache_usage_perc{$POD2,model_name="llama",engine="0"} 0.6x40
  vllm:kv_cache_usage_perc{$NEIGHBOUR,model_name="llama",engine="0"} 0.99x40
  vllm:kv_cache_usage_perc{$ELSEWHERE,model_name="llama",engine="0"} 0.99x40
`),
		At: []time.Duration{5 * time.Minute}, All: about(40),
	},
	idle("vllm:kv_cache_usage_perc", `engine="0"`), lost(`engine="0"`, "vllm:kv_cache_usage_perc"),
}

// queueTime: requests wait 10, 40 and 60 ms, so many that the average is 30.
var queueTime = []Scenario{
	{
		Name: "nv_inference_queue_duration_us: averaged over the host's own requests, in ms", Metric: "nv_inference_queue_duration_us",
		Load: pods("nv_inference_queue_duration_us", `load 15s
  nv_inference_queue_duration_us{$POD1,model="a"} 5000+200000x60
  nv_inference_request_success{$POD1,model="a"} 9+20x60
  nv_inference_queue_duration_us{$POD1,model="b"} 0+400000x60
  nv_inference_request_success{$POD1,model="b"} 0+10x60
  nv_inference_queue_duration_us{$POD2,model="a"} 0+600000x60
  nv_inference_request_success{$POD2,model="a"} 0+10x60
  nv_inference_queue_duration_us{$NEIGHBOUR,model="a"} 0+90000000x60
  nv_inference_request_success{$NEIGHBOUR,model="a"} 0+1x60
`),
		At: []time.Duration{5 * time.Minute, 10*time.Minute + 7*time.Second}, All: about(30),
	},
	{
		Name: "nv_inference_queue_duration_us: a pod's restart changes nothing", Metric: "nv_inference_queue_duration_us",
		Load: pods("nv_inference_queue_duration_us", `load 15s
  nv_inference_queue_duration_us{$POD1,model="a"} 90000000+300000x20 0+300000x40
  nv_inference_request_success{$POD1,model="a"} 9000+10x20 0+10x40
`),
		At: []time.Duration{5*time.Minute + 15*time.Second, 6 * time.Minute}, All: about(30),
	},
	{
		Name: "nv_inference_queue_duration_us: zero when it stops", Metric: "nv_inference_queue_duration_us",
		Load: pods("nv_inference_queue_duration_us", `load 15s
  nv_inference_queue_duration_us{$POD1,model="a"} 0+300000x20 6000000x40
  nv_inference_request_success{$POD1,model="a"} 0+10x20 200x40
  nv_inference_queue_duration_us{$NEIGHBOUR,model="a"} 0+90000000x60
  nv_inference_request_success{$NEIGHBOUR,model="a"} 0+1x60
`),
		At: []time.Duration{10 * time.Minute},
	},
	lost(`model="a"`, "nv_inference_queue_duration_us", "nv_inference_request_success"),
}
