package promql

import "time"

// serving are the metrics of model servers, of which a pod may have several
// series: one per model or engine. Queues add up to 8.
var serving = []Scenario{
	queue("vllm:num_requests_waiting", `model_name="llama",engine`),
	queue("nv_inference_pending_request_count", `model`),
	queue("tgi_queue_size", `instance`),
	{
		Name: "vllm:kv_cache_usage_perc: a ratio, in percent", Metric: "vllm:kv_cache_usage_perc",
		Load: `load 15s
  vllm:kv_cache_usage_perc{$POD1,model_name="llama",engine="0"} 0.2x40
  vllm:kv_cache_usage_perc{$POD2,model_name="llama",engine="0"} 0.6x40
  vllm:kv_cache_usage_perc{$NEIGHBOUR,model_name="llama",engine="0"} 0.99x40
  vllm:kv_cache_usage_perc{$ELSEWHERE,model_name="llama",engine="0"} 0.99x40
`,
		At: []time.Duration{5 * time.Minute}, Low: 39.99, High: 40.01,
	},
}

func queue(metric, label string) Scenario {
	return Scenario{
		Name: metric + ": the host's own, added up", Metric: metric,
		Load: "load 15s\n" +
			"  " + metric + `{$POD1,` + label + `="0"} 1x40` + "\n" +
			"  " + metric + `{$POD1,` + label + `="1"} 2x40` + "\n" +
			"  " + metric + `{$POD2,` + label + `="0"} 5x40` + "\n" +
			"  " + metric + `{$NEIGHBOUR,` + label + `="0"} 100x40` + "\n" +
			"  " + metric + `{$ELSEWHERE,` + label + `="0"} 100x40` + "\n",
		At: []time.Duration{5 * time.Minute}, Low: 8, High: 8,
	}
}
