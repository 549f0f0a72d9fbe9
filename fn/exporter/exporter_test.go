package exporter_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/exporter"
	"modelhost.dev/scale-modelhosts/fn/promql"
	"modelhost.dev/scale-modelhosts/fn/signal"
)

func TestForMetric(t *testing.T) {
	for metric, name := range map[string]string{
		"DCGM_FI_DEV_GPU_UTIL": "DCGM exporter", "istio_requests_total": "Istio", "vllm:num_requests_waiting": "vLLM",
		"nv_inference_pending_request_count": "Triton", "tgi_queue_size": "Text Generation Inference", "gateway_queue": "", "istio_tcp_sent_bytes_total": "",
		"redis_key_size": "Redis exporter", "redis_memory_used_bytes": "", "celery_queue_length": "Celery exporter", "celery_worker_up": "",
		"aws_sqs_approximate_number_of_messages_visible_average": "CloudWatch exporter", "traefik_entrypoint_requests_total": "Traefik", "traefik_router_requests_total": "",
	} {
		e, ok := exporter.ForMetric(metric)
		assert.Equal(t, name != "", ok, metric)
		assert.Equal(t, name, e.Name)
		assert.Equal(t, ok, e.Source != "", metric)
	}
}

func TestLabels(t *testing.T) {
	dcgm, _ := exporter.ForMetric("DCGM_FI_DEV_GPU_UTIL")
	vllm, _ := exporter.ForMetric("vllm:num_requests_waiting")
	cadvisor, _ := exporter.ForMetric("container_cpu_usage_seconds_total")
	assert.True(t, dcgm.HasLabel("exported_pod"))
	assert.True(t, dcgm.HasLabel("Hostname"))
	assert.False(t, dcgm.HasLabel("pod_name"))
	assert.True(t, vllm.HasLabel("pod"))
	assert.False(t, vllm.HasLabel("exported_pod"), "vLLM has no label pod, so that Prometheus renames none")
	assert.True(t, cadvisor.HasLabel("whatever"), "unknown labels are not checked")

	other, ok := dcgm.OtherWithLabel("model_name")
	assert.True(t, ok)
	assert.Equal(t, "vLLM", other.Name)
	other, ok = vllm.OtherWithLabel("exported_pod")
	assert.True(t, ok)
	assert.Equal(t, "DCGM exporter", other.Name)
	_, ok = vllm.OtherWithLabel("pod")
	assert.False(t, ok)
	_, ok = vllm.OtherWithLabel("team")
	assert.False(t, ok)
}

func TestValues(t *testing.T) {
	istio, _ := exporter.ForMetric("istio_requests_total")
	assert.Equal(t, []string{"source", "destination", "waypoint"}, istio.Values("reporter"))
	assert.Contains(t, istio.Values("response_code"), "503")
	assert.Contains(t, istio.Values("response_code"), "0")
	assert.Nil(t, istio.Values("source_workload"))
	for _, label := range istio.LabelsWithValues() {
		assert.True(t, istio.HasLabel(label), label)
		assert.NotEmpty(t, istio.Values(label), label)
	}
	for label := range istio.AtZero {
		assert.True(t, istio.HasLabel(label), label)
	}
	for label := range istio.OftenAtZero {
		assert.True(t, istio.HasLabel(label), label)
	}
}

func TestScaleOf(t *testing.T) {
	percent, _ := exporter.ScaleOf("DCGM_FI_DEV_GPU_UTIL")
	ratio, _ := exporter.ScaleOf("DCGM_FI_PROF_GR_ENGINE_ACTIVE")
	assert.InDelta(t, 100, percent.Max, 0)
	assert.InDelta(t, 1, ratio.Max, 0)
	assert.NotEmpty(t, ratio.Source)
	_, ok := exporter.ScaleOf("DCGM_FI_DEV_FB_USED")
	assert.False(t, ok)
}

// The signal catalogue and the table must not contradict each other.
func TestBuiltinSignalsMatchTheTable(t *testing.T) {
	for _, s := range signal.BuiltIn() {
		query, _, _ := signal.Sample().Fill(s.Query)
		q, err := promql.Parse(query)
		require.NoError(t, err, s.Name)
		for _, selector := range q.Selectors() {
			e, ok := exporter.ForMetric(selector.Metric)
			require.True(t, ok, selector.Metric)
			assert.Equal(t, s.OutsidePod, e.Presence == exporter.AtZeroToo, s.Name)
			assert.Equal(t, !*s.IgnoreNullValues, e.Presence == exporter.OnlyWithPods, s.Name)
			for _, m := range selector.Matchers {
				assert.True(t, e.HasLabel(m.Name), "%s: %s", s.Name, m)
			}
			_, former := exporter.CurrentMetric(selector.Metric)
			assert.False(t, former, "%s: %s no longer exists", s.Name, selector.Metric)
			_, misnamed := exporter.ClosestMetric(selector.Metric)
			assert.False(t, misnamed, "%s: fn/exporter/names.go lacks %s", s.Name, selector.Metric)
			scale, ok := exporter.ScaleOf(selector.Metric)
			if len(q.Selectors()) == 1 { // a fraction has a maximum that its metrics do not have
				assert.Equal(t, s.Maximum != nil, ok, "%s: fn/exporter/scale.go lacks %s, or Unit is not a percentage", s.Name, selector.Metric)
			}
			if ok {
				assert.InDelta(t, *s.Maximum, 100, 0, s.Name)
				assert.Equal(t, scale.Max == 1, strings.HasPrefix(s.Query, "100 * "), s.Name)
			}
		}
	}
}

func TestCurrentLabel(t *testing.T) {
	now, ok := exporter.CurrentLabel("pod_name")
	assert.True(t, ok)
	assert.Equal(t, "pod", now)
	_, ok = exporter.CurrentLabel("pod")
	assert.False(t, ok)
}

func TestMetricNames(t *testing.T) {
	for metric, want := range map[string]string{
		"vllm:num_requests_waiting": "", "vllm:num_requests_waiting:sum": "", "vllm:time_to_first_token_seconds_bucket": "", "vllm:prompt_tokens_total": "",
		"vllm:prompt_tokens_cached_total": "", "vllm:request_prefill_kv_computed_tokens_bucket": "", "vllm:spec_decode_num_accepted_tokens_per_pos_total": "",
		"vllm_num_requests_waiting": "vllm:num_requests_waiting", "vllm:num_request_waiting": "vllm:num_requests_waiting",
		"vllm:requests_waiting": "vllm:num_requests_waiting", "vllm:queue_length": "vllm:num_requests_waiting", "vllm:pending_requests": "vllm:num_requests_waiting",
		"vllm:num_waiting_requests": "vllm:num_requests_waiting", "vllm:spec_decode_num_drafts_total": "", "ray_vllm_num_requests_waiting": "",
		"vllm_something": "", "sglang_num_queue_reqs": "sglang:num_queue_reqs", "sglang:num_queue_req": "sglang:num_queue_reqs",
		"tgi_queue_sizes": "tgi_queue_size", "DCGM_FI_DEV_GPU_UTI": "DCGM_FI_DEV_GPU_UTIL", "DCGM_FI_DEV_GPU_UTIL": "", "DCGM_FI_DEV_ROW_REMAP_PENDING": "",
		"istio_request_total": "istio_requests_total", "istio_requests_total": "", "nv_inference_pending_requests_count": "nv_inference_pending_request_count",
		"nginx_ingress_controller_requests": "", "nginx_ingress_controller_request_duration_seconds_bucket": "", "http_requests_total": "", "": "",
	} {
		meant, misnamed := exporter.ClosestMetric(metric)
		assert.Equal(t, want, meant, metric)
		assert.Equal(t, want != "", misnamed, metric)
	}
	for metric, want := range map[string]string{
		"vllm:gpu_cache_usage_perc": "vllm:kv_cache_usage_perc", "vllm:time_per_output_token_seconds_bucket": "vllm:inter_token_latency_seconds_bucket",
		"vllm:gpu_prefix_cache_hits_total": "vllm:prefix_cache_hits_total", "vllm:num_requests_swapped": "",
		"vllm:time_in_queue_requests_bucket": "vllm:request_queue_time_seconds_bucket",
	} {
		now, former := exporter.CurrentMetric(metric)
		assert.True(t, former, metric)
		assert.Equal(t, want, now, metric)
	}
	_, former := exporter.CurrentMetric("vllm:kv_cache_usage_perc")
	assert.False(t, former)
}
