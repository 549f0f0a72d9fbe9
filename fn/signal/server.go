package signal

import "modelhost.dev/scale-modelhosts/config"

// serverMatchers select the series that Prometheus scrapes from the host's pods.
const serverMatchers = `$(server-namespace-label)="$(namespace)", $(server-pod-label)=~"$(pod-regex)"`

// total returns the sum of a gauge over models, engines and pods, for a target per replica.
func total(metric string) string { return "sum(\n  " + metric + "{" + serverMatchers + "}\n)\n" }

// vllm returns the signals of vLLM, which has a series for each engine of a pod.
func vllm() []Entry {
	const version = "vLLM 0.11"
	return []Entry{
		query("vllm-queue", ofPods(config.Signal{
			Description: "requests waiting in vLLM per replica", Unit: "requests",
			Source: "vLLM, vllm:num_requests_waiting", Version: version,
			Query: total("vllm:num_requests_waiting"), MetricType: "AverageValue",
		})),
		query("vllm-running", ofPods(config.Signal{
			Description: "requests running in vLLM per replica", Unit: "requests",
			Source: "vLLM, vllm:num_requests_running", Version: version,
			Query: total("vllm:num_requests_running"), MetricType: "AverageValue",
		})),
		query("vllm-kv-cache", ofPods(config.Signal{
			Description: "average KV cache usage of the vLLM pods", Unit: percent,
			Source: "vLLM, vllm:kv_cache_usage_perc (a ratio, times 100)", Version: version + "; called vllm:gpu_cache_usage_perc before 0.9.2",
			Query:      "100 * avg(\n  avg by ($(server-pod-label)) (\n    vllm:kv_cache_usage_perc{" + serverMatchers + "}\n  )\n)\n",
			MetricType: "Value",
		})),
	}
}

// triton returns the signals of Triton, which has no gauge for running requests.
func triton() []Entry {
	return []Entry{
		query("triton-queue", ofPods(config.Signal{
			Description: "requests pending in Triton per replica", Unit: "requests",
			Source: "Triton, nv_inference_pending_request_count", Version: "Triton 24.09; available since 23.09",
			Query: total("nv_inference_pending_request_count"), MetricType: "AverageValue",
		})),
		query("triton-queue-time", ofPods(config.Signal{
			Description: "average time that a request waits in Triton", Unit: "milliseconds",
			Source: "Triton, nv_inference_queue_duration_us divided by nv_inference_request_success", Version: "Triton 24.09",
			// Without requests this divides by 1 and returns zero.
			Query: "0.001 * (\n" +
				"  sum(increase(nv_inference_queue_duration_us{" + serverMatchers + "}[$(window)]))\n" +
				"  /\n" +
				"  clamp_min(sum(increase(nv_inference_request_success{" + serverMatchers + "}[$(window)])), 1)\n" +
				")\n",
			MetricType: "Value",
		})),
	}
}

func tgi() []Entry {
	const version = "TGI 3.1"
	return []Entry{
		query("tgi-queue", ofPods(config.Signal{
			Description: "requests queued in Text Generation Inference per replica", Unit: "requests",
			Source: "TGI, tgi_queue_size", Version: version,
			Query: total("tgi_queue_size"), MetricType: "AverageValue",
		})),
		query("tgi-running", ofPods(config.Signal{
			Description: "requests in Text Generation Inference's batch per replica", Unit: "requests",
			Source: "TGI, tgi_batch_current_size", Version: version,
			Query: total("tgi_batch_current_size"), MetricType: "AverageValue",
		})),
	}
}
