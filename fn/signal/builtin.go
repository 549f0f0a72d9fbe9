package signal

import "modelhost.dev/scale-modelhosts/config"

// Named is a signal under its name.
type Named struct {
	// Name is that of the annotation.
	Name string
	config.Signal
}

// Selectors of the series that are a model host's own.
const (
	pods     = `$(namespace-label)="$(namespace)", $(pod-label)=~"$(pod-regex)"`
	requests = `reporter="source", destination_service="$(service).$(namespace).svc.cluster.local"`
)

// builtin is the catalogue, in the order in which it is shown.
//
// A query that averages over pods goes with metricType Value: AverageValue
// would divide by the replicas once more and stop at two of them. GPU metrics
// come from pods, so that an empty answer means a lost exporter, not no load.
func builtin() []Named {
	no, yes := false, true
	percent := func() (*float64, *float64) { lo, hi := 0.0, 100.0; return &lo, &hi }
	zero, hundred := percent()
	return []Named{
		{"gpu", config.Signal{
			Description: "GPU utilization, averaged over the host's pods", Unit: "percent",
			Source:     "DCGM exporter, DCGM_FI_DEV_GPU_UTIL (not available on MIG devices)",
			Query:      "avg(\n  avg by ($(pod-label)) (\n    DCGM_FI_DEV_GPU_UTIL{" + pods + "}\n  )\n)\n",
			MetricType: "Value", IgnoreNullValues: &no, Minimum: zero, Maximum: hundred,
		}},
		{"gpu-memory", config.Signal{
			Description: "GPU memory in use, averaged over the host's pods", Unit: "percent",
			Source: "DCGM exporter, DCGM_FI_DEV_FB_USED and DCGM_FI_DEV_FB_FREE",
			Query: "100 * avg(\n" +
				"  sum by ($(pod-label)) (DCGM_FI_DEV_FB_USED{" + pods + "})\n" +
				"  /\n" +
				"  (\n" +
				"    sum by ($(pod-label)) (DCGM_FI_DEV_FB_USED{" + pods + "})\n" +
				"    +\n" +
				"    sum by ($(pod-label)) (DCGM_FI_DEV_FB_FREE{" + pods + "})\n" +
				"  )\n" +
				")\n",
			MetricType: "Value", IgnoreNullValues: &no, Minimum: zero, Maximum: hundred,
		}},
		{"gpu-mig", config.Signal{
			Description: "GPU engine activity of MIG slices, averaged over the host's pods", Unit: "percent",
			Source:     "DCGM exporter, DCGM_FI_PROF_GR_ENGINE_ACTIVE (a ratio, times 100)",
			Query:      "100 * avg(\n  avg by ($(pod-label)) (\n    DCGM_FI_PROF_GR_ENGINE_ACTIVE{" + pods + "}\n  )\n)\n",
			MetricType: "Value", IgnoreNullValues: &no, Minimum: zero, Maximum: hundred,
		}},
		{"rps", config.Signal{
			Description: "requests per second to the host's Service, per replica", Unit: "requests per second",
			Source: "Istio, istio_requests_total as reported by the callers' side",
			Query:  "sum(\n  rate(istio_requests_total{" + requests + "}[$(window)])\n)\n",
			// rate() does not see the first request of a new series; at zero every series
			// is new. Looking back for an hour bridges failed scrapes, behind which the
			// whole counter would count as new.
			WakeQuery: "sum(\n" +
				"  clamp_min(\n" +
				"    istio_requests_total{" + requests + "}\n" +
				"    - last_over_time(istio_requests_total{" + requests + "}[1h] offset $(window)),\n" +
				"    0\n" +
				"  )\n" +
				"  or istio_requests_total{" + requests + "}\n" +
				") / $(window-seconds)\n",
			MetricType: "AverageValue", OutsidePod: true, IgnoreNullValues: &yes, Minimum: zero,
		}},
		{"latency-p95", config.Signal{
			Description: "95th percentile of the time to answer a request", Unit: "milliseconds",
			Source: "Istio, istio_request_duration_milliseconds as reported by the callers' side",
			Query:  "histogram_quantile(\n  0.95,\n  sum by (le) (\n    rate(istio_request_duration_milliseconds_bucket{" + requests + "}[$(window)])\n  )\n)\n",
			// Not from outside: at zero a gateway answers 503 at once, so that no latency ever wakes the host.
			MetricType: "Value", IgnoreNullValues: &yes, Minimum: zero,
		}},
		{"vllm-queue", config.Signal{
			Description: "requests waiting in vLLM, per replica", Unit: "requests",
			Source:     "vLLM, vllm:num_requests_waiting",
			Query:      "sum(\n  vllm:num_requests_waiting{" + pods + "}\n)\n",
			MetricType: "AverageValue", IgnoreNullValues: &no, Minimum: zero,
		}},
		{"vllm-kv-cache", config.Signal{
			Description: "vLLM's KV cache in use, averaged over the host's pods", Unit: "percent",
			Source:     "vLLM, vllm:kv_cache_usage_perc (a ratio, times 100)",
			Query:      "100 * avg(\n  vllm:kv_cache_usage_perc{" + pods + "}\n)\n",
			MetricType: "Value", IgnoreNullValues: &no, Minimum: zero, Maximum: hundred,
		}},
		{"triton-queue", config.Signal{
			Description: "requests pending in Triton, per replica", Unit: "requests",
			Source:     "Triton, nv_inference_pending_request_count",
			Query:      "sum(\n  nv_inference_pending_request_count{" + pods + "}\n)\n",
			MetricType: "AverageValue", IgnoreNullValues: &no, Minimum: zero,
		}},
		{"tgi-queue", config.Signal{
			Description: "requests queued in Text Generation Inference, per replica", Unit: "requests",
			Source:     "TGI, tgi_queue_size",
			Query:      "sum(\n  tgi_queue_size{" + pods + "}\n)\n",
			MetricType: "AverageValue", IgnoreNullValues: &no, Minimum: zero,
		}},
	}
}
