package exporter

import (
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// metricNames are the metrics of exporters whose list is complete enough to detect misspellings,
// without the suffixes of histograms and counters. Metrics that people scale on come first.
var metricNames = []struct {
	prefix, source string
	names          []string
}{
	// vLLM: copies of loggers.py and perf.py from vllm/v1/metrics, of an unknown release, and
	// vllm/v1/spec_decode/metrics.py. The last two lines come from production-stack's router.
	{"vllm:", "github.com/vllm-project/vllm, vllm/v1/metrics/loggers.py, and production-stack's router", []string{
		"num_requests_waiting", "num_requests_running", "kv_cache_usage_perc", "num_requests_waiting_by_reason", "num_incoming_requests",
		"time_to_first_token_seconds", "inter_token_latency_seconds", "e2e_request_latency_seconds", "request_queue_time_seconds",
		"request_prefill_time_seconds", "request_decode_time_seconds", "request_inference_time_seconds", "request_time_per_output_token_seconds",
		"request_success", "prompt_tokens", "prompt_tokens_by_source", "prompt_tokens_cached", "prompt_tokens_recomputed", "generation_tokens",
		"request_prompt_tokens", "request_prefill_kv_computed_tokens", "kv_block_lifetime_seconds", "kv_block_idle_before_evict_seconds",
		"kv_block_reuse_gap_seconds", "spec_decode_num_drafts", "spec_decode_num_draft_tokens", "spec_decode_num_accepted_tokens",
		"spec_decode_num_accepted_tokens_per_pos", "estimated_flops_per_gpu", "estimated_read_bytes_per_gpu", "estimated_write_bytes_per_gpu",
		"request_generation_tokens", "iteration_tokens", "request_max_num_generation_tokens", "request_params_n", "request_params_max_tokens",
		"num_preemptions", "prefix_cache_queries", "prefix_cache_hits", "external_prefix_cache_queries", "external_prefix_cache_hits",
		"mm_cache_queries", "mm_cache_hits", "corrupted_requests", "engine_sleep_state", "lora_requests_info", "cache_config_info",
		"admission_rejections", "current_qps", "healthy_pods", "request_errors", "request_latency_seconds", "avg_decoding_length", "num_prefill_requests",
		"num_decoding_requests", "avg_latency", "avg_itl", "avg_ttft",
	}},
	{"sglang:", "github.com/sgl-project/sglang, python/sglang/srt/metrics/collector.py", []string{
		"num_queue_reqs", "num_running_reqs", "token_usage", "num_used_tokens", "num_grammar_queue_reqs", "cache_hit_rate", "gen_throughput", "utilization",
		"num_prefill_prealloc_queue_reqs", "num_prefill_inflight_queue_reqs", "num_decode_prealloc_queue_reqs", "num_decode_transfer_queue_reqs",
		"time_to_first_token_seconds", "e2e_request_latency_seconds", "inter_token_latency_seconds", "time_per_output_token_seconds", "prompt_tokens",
		"generation_tokens", "cached_tokens", "num_requests", "num_aborted_requests", "queue_time_seconds", "num_retracted_reqs", "func_latency_seconds",
	}},
	{"tgi_", "github.com/huggingface/text-generation-inference, docs/source/reference/metrics.md", []string{
		"queue_size", "batch_current_size", "batch_current_max_tokens", "batch_next_size", "batch_next_tokens", "request_count", "request_success",
		"request_failure", "request_duration", "request_generated_tokens", "request_input_length", "request_inference_duration",
		"request_mean_time_per_token_duration", "request_queue_duration", "request_validation_duration", "request_max_new_tokens",
		"request_skipped_tokens", "batch_inference_count", "batch_inference_duration", "batch_inference_success", "batch_concat",
		"batch_concat_duration", "batch_decode_duration", "batch_filter_duration", "batch_forward_duration",
	}},
	{"nv_inference_", "github.com/triton-inference-server/server, docs/user_guide/metrics.md", []string{
		"pending_request_count", "request_success", "request_failure", "count", "exec_count", "request_duration_us", "queue_duration_us",
		"compute_input_duration_us", "compute_infer_duration_us", "compute_output_duration_us", "request_summary_us", "queue_summary_us",
		"compute_input_summary_us", "compute_infer_summary_us", "compute_output_summary_us", "first_response_histogram_ms", "load_duration_secs",
	}},
	{"istio_", "istio.io/latest/docs/reference/config/metrics", []string{
		"requests", "request_duration_milliseconds", "request_bytes", "response_bytes", "request_messages", "response_messages", "tcp_sent_bytes",
		"tcp_received_bytes", "tcp_connections_opened", "tcp_connections_closed", "build", "agent_cert_expiry_seconds",
	}},
	{"nginx_ingress_controller_request", "kubernetes.github.io/ingress-nginx/user-guide/monitoring", []string{"s", "_duration_seconds", "_size"}},
	{"DCGM_FI_", "github.com/NVIDIA/dcgm-exporter, etc/default-counters.csv", []string{
		"DEV_GPU_UTIL", "DEV_MEM_COPY_UTIL", "DEV_ENC_UTIL", "DEV_DEC_UTIL", "DEV_FB_USED", "DEV_FB_FREE", "DEV_FB_TOTAL", "DEV_FB_RESERVED", "DEV_FB_USED_PERCENT",
		"DEV_SM_CLOCK", "DEV_MEM_CLOCK", "DEV_GPU_TEMP", "DEV_MEMORY_TEMP", "DEV_POWER_USAGE", "DEV_TOTAL_ENERGY_CONSUMPTION", "DEV_XID_ERRORS",
		"DEV_PCIE_REPLAY_COUNTER", "DEV_NVLINK_BANDWIDTH_TOTAL", "DEV_VGPU_LICENSE_STATUS", "DEV_CORRECTABLE_REMAPPED_ROWS",
		"DEV_UNCORRECTABLE_REMAPPED_ROWS", "DEV_ROW_REMAP_FAILURE", "PROF_GR_ENGINE_ACTIVE", "PROF_SM_ACTIVE", "PROF_SM_OCCUPANCY",
		"PROF_PIPE_TENSOR_ACTIVE", "PROF_PIPE_FP64_ACTIVE", "PROF_PIPE_FP32_ACTIVE", "PROF_PIPE_FP16_ACTIVE", "PROF_DRAM_ACTIVE", "PROF_PCIE_TX_BYTES",
		"PROF_PCIE_RX_BYTES", "PROF_NVLINK_TX_BYTES", "PROF_NVLINK_RX_BYTES", "DRIVER_VERSION",
	}},
}

// formerNames maps metrics that an exporter no longer has to their replacements, "" for none:
// those of vLLM before its V1 engine, and those that it has renamed since.
var formerNames = map[string]string{
	"vllm:gpu_cache_usage_perc":                                 "vllm:kv_cache_usage_perc",
	"vllm:cpu_cache_usage_perc":                                 "vllm:kv_cache_usage_perc",
	"vllm:gpu_prefix_cache_queries":                             "vllm:prefix_cache_queries",
	"vllm:gpu_prefix_cache_hits":                                "vllm:prefix_cache_hits",
	"vllm:gpu_prefix_cache_hit_rate":                            "vllm:prefix_cache_hits",
	"vllm:cpu_prefix_cache_hit_rate":                            "vllm:prefix_cache_hits",
	"vllm:time_per_output_token_seconds":                        "vllm:inter_token_latency_seconds",
	"vllm:avg_prompt_throughput_toks_per_s":                     "vllm:prompt_tokens_total",
	"vllm:avg_generation_throughput_toks_per_s":                 "vllm:generation_tokens_total",
	"vllm:num_requests_swapped":                                 "",
	"vllm:time_in_queue_requests":                               "vllm:request_queue_time_seconds",
	"vllm:request_params_best_of":                               "",
	"vllm:model_forward_time_milliseconds":                      "vllm:request_inference_time_seconds",
	"vllm:model_execute_time_milliseconds":                      "vllm:request_inference_time_seconds",
	"istio_request_count":                                       "istio_requests_total",
	"nginx_ingress_controller_ingress_upstream_latency_seconds": "nginx_ingress_controller_connect_duration_seconds",
}

// endings are the suffixes that client libraries add to histograms and counters.
var endings = []string{"_bucket", "_count", "_sum", "_total", "_created"}

// CurrentMetric reports whether an exporter no longer has a metric, and returns its replacement,
// "" for none.
func CurrentMetric(metric string) (now string, former bool) {
	if now, former = formerNames[metric]; former {
		return now, true
	}
	base, ending := withoutEnding(metric)
	if now, former = formerNames[base]; former && now != "" {
		return now + ending, true
	}
	return now, former
}

func withoutEnding(metric string) (base, ending string) {
	for _, e := range endings {
		if base, found := strings.CutSuffix(metric, e); found {
			return base, e
		}
	}
	return metric, ""
}

// ClosestMetric reports whether a metric's name is a likely misspelling of a known one, and
// returns the known one.
func ClosestMetric(metric string) (meant string, misnamed bool) {
	for _, e := range metricNames {
		colon := strings.HasSuffix(e.prefix, ":")
		if colon {
			// If only the colon became an underscore, the rest of the name is right.
			if rest, found := strings.CutPrefix(metric, strings.TrimSuffix(e.prefix, ":")+"_"); found && hasName(e.names, rest) {
				return e.prefix + rest, true
			}
		}
		rest, found := strings.CutPrefix(metric, e.prefix)
		// With another colon it is the name of a recording rule.
		if !found || hasName(e.names, rest) || strings.Contains(rest, ":") {
			continue
		}
		base, ending := withoutEnding(rest)
		if same := withWords(e.names, rest, true); colon && same != "" {
			return e.prefix + same, true
		}
		if near, ok := suggest.Closest(base, e.names); ok {
			return e.prefix + strings.TrimSuffix(near, ending) + ending, true
		}
		if near, ok := suggest.Closest(rest, e.names); ok {
			return e.prefix + near, true
		}
		if alike := withWords(e.names, base, false); colon && alike != "" {
			return e.prefix + alike, true
		}
	}
	return "", false
}

func hasName(list []string, name string) bool {
	base, _ := withoutEnding(name)
	return slices.Contains(list, name) || slices.Contains(list, base)
}

// sameWords maps words in metrics' names to the words that exporters use for the same thing.
var sameWords = map[string]string{
	"queue": "waiting", "queued": "waiting", "pending": "waiting", "queues": "waiting", "active": "running", "inflight": "running",
	"reqs": "requests", "request": "requests", "usage": "usage", "utilization": "usage", "percent": "perc", "gpu": "kv", "ttft": "time_to_first_token",
}

func wordsOf(name string) []string {
	var all []string
	for word := range strings.SplitSeq(name, "_") {
		if same := sameWords[word]; same != "" {
			word = same
		}
		if word != "num" && word != "count" && word != "size" && word != "length" && word != "" {
			all = append(all, word)
		}
	}
	return all
}

// withWords returns the first name that contains all words of another name in any order, or "".
// If same is set, it must contain no other words.
func withWords(list []string, name string, same bool) string {
	words := wordsOf(name)
	if len(words) == 0 {
		return ""
	}
	for _, known := range list {
		own := wordsOf(known)
		if (!same || len(own) == len(words)) && !slices.ContainsFunc(words, func(word string) bool { return !slices.Contains(own, word) }) {
			return known
		}
	}
	return ""
}
