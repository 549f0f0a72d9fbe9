package exporter

import "strconv"

// table lists all known exporters. The first one with a matching prefix exports a metric.
var table = []Exporter{
	{
		Name: "DCGM exporter", Prefixes: []string{"DCGM_"}, Presence: OnlyWithPods, Shared: true, Relabelled: true,
		Source: "github.com/NVIDIA/dcgm-exporter, internal/pkg/rendermetrics and internal/pkg/transformation",
		Labels: []string{
			"gpu", "UUID", "pci_bus_id", "device", "modelName", "Hostname", "hostname", "GPU_I_PROFILE", "GPU_I_ID", "pod", "namespace", "container", "pod_uid", "vgpu", "hpc_job",
			"DCGM_FI_DRIVER_VERSION", "DCGM_FI_PROCESS_NAME", "DCGM_FI_DEV_NAME", "DCGM_FI_DEV_BRAND", "DCGM_FI_DEV_SERIAL", "err_code", "err_msg",
		},
	},
	istio(AtZeroToo, "istio_requests_total", "istio_request_duration_milliseconds_count"),
	// A gateway responds at once if there is no pod. Whether the result exceeds an activation
	// threshold is unknown.
	istio(Unknown, "istio_request", "istio_response"),
	// The router counts incoming requests even without a backend. Its other metrics have the
	// engines' names and one series for each backend.
	{Name: "vLLM router", Prefixes: []string{"vllm:num_incoming_requests_total"}, Presence: AtZeroToo, Source: "github.com/vllm-project/production-stack, src/vllm_router/services/request_service/request.py", Labels: []string{"model"}},
	{
		Name: "vLLM", Prefixes: []string{"vllm:"}, Presence: OnlyWithPods,
		Source: "github.com/vllm-project/vllm, vllm/v1/metrics/loggers.py",
		Labels: []string{"model_name", "engine", "finished_reason", "reason", "source", "position", "sleep_state", "max_lora", "running_lora_adapters", "waiting_lora_adapters"},
	},
	{
		Name: "Triton", Prefixes: []string{"nv_inference_", "nv_gpu_", "nv_energy_", "nv_cpu_", "nv_cache_", "nv_model_", "nv_pinned_", "nv_trt_llm_"}, Presence: OnlyWithPods,
		Source: "github.com/triton-inference-server/server, docs/user_guide/metrics.md",
		Labels: []string{"model", "version", "gpu_uuid", "reason", "policy", "host", "request_type", "runtime_memory_type", "kv_cache_block_type", "inflight_batcher_specific_metric", "general_type"},
	},
	{
		Name: "Text Generation Inference", Prefixes: []string{"tgi_"}, Presence: OnlyWithPods,
		Source: "github.com/huggingface/text-generation-inference, docs/source/reference/metrics.md",
		Labels: []string{"method", "err", "direction"},
	},
	// No check needs the labels of these exporters.
	{Name: "SGLang", Prefixes: []string{"sglang:"}, Presence: OnlyWithPods, Source: "github.com/sgl-project/sglang, docs/references/production_metrics.md"},
	{Name: "Text Embeddings Inference", Prefixes: []string{"te_queue_size", "te_request_", "te_embed_", "te_predict_", "te_batch_"}, Presence: OnlyWithPods, Source: "github.com/huggingface/text-embeddings-inference, router/src"},
	{Name: "cAdvisor", Prefixes: []string{"container_"}, Presence: OnlyWithPods, Shared: true, Source: "github.com/google/cadvisor, docs/storage/prometheus.md"},
	{Name: "kube-state-metrics", Prefixes: []string{"kube_pod_"}, Presence: OnlyWithPods, Shared: true, Always: true, Source: "github.com/kubernetes/kube-state-metrics, docs/metrics/workload/pod-metrics.md"},
	{Name: "ingress-nginx", Prefixes: []string{"nginx_ingress_controller_request"}, Presence: AtZeroToo, Source: "kubernetes.github.io/ingress-nginx/user-guide/monitoring"},
	{Name: "RabbitMQ", Prefixes: []string{"rabbitmq_queue_messages"}, Presence: AtZeroToo, Queue: true, Source: "rabbitmq.com/docs/prometheus"},
	{Name: "Kafka exporter", Prefixes: []string{"kafka_consumergroup_lag"}, Presence: AtZeroToo, Queue: true, Source: "github.com/danielqsj/kafka_exporter, README.md"},
	// A missing key has size zero.
	{Name: "Redis exporter", Prefixes: []string{"redis_key_size", "redis_keys_count"}, Presence: AtZeroToo, Queue: true, Source: "github.com/oliver006/redis_exporter, exporter/keys.go"},
	// It still reports the queues of workers that no longer exist.
	{Name: "Celery exporter", Prefixes: []string{"celery_queue_length"}, Presence: AtZeroToo, Queue: true, Source: "github.com/danihodovic/celery-exporter, src/exporter.py"},
	{Name: "CloudWatch exporter", Prefixes: []string{"aws_sqs_"}, Presence: AtZeroToo, Queue: true, Source: "github.com/prometheus/cloudwatch_exporter, README.md"},
	// A service without pods may have no series, but all requests to an entry point are counted.
	{Name: "Traefik", Prefixes: []string{"traefik_entrypoint_requests_total"}, Presence: AtZeroToo, Source: "doc.traefik.io/traefik, observability/metrics/overview"},
	// The service's handler wraps each of its servers.
	{Name: "Traefik", Prefixes: []string{"traefik_service_"}, AfterFirstAnswer: true, Source: "github.com/traefik/traefik, pkg/server/service/service.go"},
	// Kong counts a 503 from itself if the plugin has status_code_metrics.
	{Name: "Kong", Prefixes: []string{"kong_http_requests_total"}, Presence: AtZeroToo, Source: "github.com/Kong/kong, kong/plugins/prometheus", OftenAtZero: map[string][]string{"code": {"503"}}},
	{Name: "APISIX", Prefixes: []string{"apisix_http_status", "apisix_http_requests_total"}, Presence: AtZeroToo, Source: "github.com/apache/apisix, apisix/plugins/prometheus/exporter.lua", OftenAtZero: map[string][]string{"code": {"502", "503"}}},
	{Name: "Linkerd", Prefixes: []string{"outbound_http_route_request_statuses_total"}, Presence: AtZeroToo, Source: "github.com/linkerd/linkerd2-proxy, linkerd/app/outbound/src/http/logical/policy/route/metrics"},
	{Name: "HAProxy", Prefixes: []string{"haproxy_backend_http_requests_total", "haproxy_frontend_"}, Presence: AtZeroToo, Source: "github.com/haproxy/haproxy, src/stream.c"},
	// These are counted by an upstream host's connection pool, the next ones also for responses
	// of the router itself.
	{Name: "Envoy", Prefixes: []string{"envoy_cluster_upstream_rq_total", "envoy_cluster_upstream_rq_active", "envoy_cluster_upstream_cx_"}, AfterFirstAnswer: true, Source: "github.com/envoyproxy/envoy, source/common/router/router.cc"},
	{Name: "Envoy", Prefixes: []string{"envoy_cluster_upstream_rq_completed", "envoy_cluster_upstream_rq"}, Presence: AtZeroToo, Source: "github.com/envoyproxy/envoy, source/common/router/router.cc", OftenAtZero: map[string][]string{"envoy_response_code": {"503"}, "envoy_response_code_class": {"5"}}},
	{Name: "Envoy", Prefixes: []string{"envoy_http_downstream_rq_"}, Presence: AtZeroToo, Source: "envoyproxy.io/docs, configuration/http/http_conn_man/stats"},
	{Name: "Envoy AI Gateway", Prefixes: []string{"gen_ai_"}, AfterFirstAnswer: true, Source: "github.com/envoyproxy/ai-gateway, internal/extproc/processor_impl.go"},
	// With flow control the picker holds requests while its pool is empty, because an empty pool
	// is saturated.
	{Name: "inference pool's endpoint picker", Prefixes: []string{"llm_d_epp_flow_control_", "inference_extension_flow_control_"}, Presence: AtZeroToo, Queue: true, Source: "github.com/llm-d/llm-d-router, pkg/epp/metrics/llm_d_router_metrics.go"},
	// The picker counts requests that it has picked a pod for, and averages over pods.
	{Name: "inference pool's endpoint picker", Prefixes: []string{"llm_d_epp_", "inference_pool_", "inference_objective_", "inference_model_", "inference_extension_", "llm_d_inference_scheduler_"}, AfterFirstAnswer: true, Source: "github.com/llm-d/llm-d-router, pkg/epp/handlers/server.go"},
	// Without a worker the frontend does not know the model and responds with 404.
	{Name: "Dynamo frontend", Prefixes: []string{"dynamo_frontend_"}, AfterFirstAnswer: true, Source: "github.com/ai-dynamo/dynamo, issue 10753"},
	{Name: "SGLang gateway", Prefixes: []string{"smg_router_requests_total", "smg_http_requests_total"}, Presence: AtZeroToo, Source: "github.com/lightseekorg/smg, model_gateway/src/routers/http/router.rs"},
	{Name: "KubeAI", Prefixes: []string{"kubeai_inference_requests_active"}, Presence: AtZeroToo, Source: "github.com/substratusai/kubeai"},
	{Name: "LiteLLM", Prefixes: []string{"litellm_proxy_total_requests_metric"}, Presence: AtZeroToo, Source: "github.com/BerriAI/litellm, litellm/integrations/prometheus.py"},
	{Name: "KEDA HTTP add-on", Prefixes: []string{"interceptor_request_"}, Presence: AtZeroToo, Source: "keda.sh/http-add-on/latest/reference/metrics"},
	{Name: "node exporter", Prefixes: []string{"node_"}, Presence: AtZeroToo, PerNode: true, Source: "github.com/prometheus/node_exporter, README.md"},
	// It probes from outside the pods.
	{Name: "blackbox exporter", Prefixes: []string{"probe_"}, Presence: AtZeroToo, Source: "github.com/prometheus/blackbox_exporter, README.md"},
}

func listOf(values ...string) func() []string { return func() []string { return values } }

// istio returns the exporter for some of Istio's metrics. All of them have the same labels.
func istio(place Presence, prefixes ...string) Exporter {
	return Exporter{
		Name: "Istio", Prefixes: prefixes, Presence: place,
		Source: "istio.io/latest/docs/reference/config/metrics",
		Labels: []string{
			"reporter", "source_workload", "source_workload_namespace", "source_principal", "source_app", "source_version", "source_canonical_service",
			"source_canonical_revision", "source_cluster", "destination_workload", "destination_workload_namespace", "destination_principal", "destination_app",
			"destination_version", "destination_service", "destination_service_name", "destination_service_namespace", "destination_canonical_service",
			"destination_canonical_revision", "destination_cluster", "request_protocol", "response_code", "grpc_response_status", "response_flags",
			"connection_security_policy",
		},
		values: map[string]func() []string{
			"reporter":                   listOf("source", "destination", "waypoint"),
			"request_protocol":           listOf("http", "grpc", "tcp"),
			"connection_security_policy": listOf("unknown", "none", "mutual_tls"),
			"response_code":              codes,
		},
		// Measured on a cluster (Kubernetes 1.36) and reproduced in testdata/oracle/promql: the
		// gateway responds itself, with 503 and the flag UH, and knows no workload. A waypoint,
		// too, takes everything it reports about the workload from the pod it chose
		// (istio_stats.cc).
		AtZero: map[string][]string{
			"reporter": {"source", "waypoint"}, "destination_workload": {"unknown"}, "destination_workload_namespace": {"unknown"},
		},
		// It responds to a gRPC request with 200 and a grpc-status. Some of the other responses
		// may not come from the workload.
		OftenAtZero: map[string][]string{
			"response_code": {"503"}, "response_flags": {"UH"}, "destination_app": {"unknown"}, "destination_version": {"unknown"},
			"destination_canonical_service": {"unknown"}, "destination_canonical_revision": {"unknown"}, "destination_principal": {"unknown"},
		},
	}
}

// codes returns the HTTP status codes, and 0 for connections that were closed before a response.
func codes() []string {
	all := []string{"0"}
	for code := 100; code < 600; code++ {
		all = append(all, strconv.Itoa(code))
	}
	return all
}
