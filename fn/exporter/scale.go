package exporter

// Scale describes the values of a metric with a maximum.
type Scale struct {
	// Max is the greatest value: 1 for a ratio, 100 for a percentage. The least is 0.
	Max float64
	// Source is where the scale is documented.
	Source string
}

// ScaleOf returns a metric's scale, or false if it has no maximum or none is known.
func ScaleOf(metric string) (Scale, bool) {
	s, ok := scales[metric]
	return s, ok
}

const (
	dcgmFields = "docs.nvidia.com/datacenter/dcgm, dcgm_fields.h"
	vllmGauges = "github.com/vllm-project/vllm, vllm/v1/metrics/loggers.py: 1 means 100 percent usage"
	tritonDocs = "github.com/triton-inference-server/server, docs/user_guide/metrics.md: 0.0 - 1.0"
)

var scales = map[string]Scale{
	"DCGM_FI_DEV_GPU_UTIL":      {100, dcgmFields},
	"DCGM_FI_DEV_MEM_COPY_UTIL": {100, dcgmFields},
	"DCGM_FI_DEV_ENC_UTIL":      {100, dcgmFields},
	"DCGM_FI_DEV_DEC_UTIL":      {100, dcgmFields},

	"DCGM_FI_DEV_FB_USED_PERCENT":     {1, dcgmFields},
	"DCGM_FI_PROF_GR_ENGINE_ACTIVE":   {1, dcgmFields},
	"DCGM_FI_PROF_SM_ACTIVE":          {1, dcgmFields},
	"DCGM_FI_PROF_SM_OCCUPANCY":       {1, dcgmFields},
	"DCGM_FI_PROF_PIPE_TENSOR_ACTIVE": {1, dcgmFields},
	"DCGM_FI_PROF_PIPE_FP64_ACTIVE":   {1, dcgmFields},
	"DCGM_FI_PROF_PIPE_FP32_ACTIVE":   {1, dcgmFields},
	"DCGM_FI_PROF_PIPE_FP16_ACTIVE":   {1, dcgmFields},
	"DCGM_FI_PROF_DRAM_ACTIVE":        {1, dcgmFields},

	"vllm:kv_cache_usage_perc":  {1, vllmGauges},
	"vllm:gpu_cache_usage_perc": {1, vllmGauges},
	"vllm:cpu_cache_usage_perc": {1, vllmGauges},

	"nv_gpu_utilization": {1, tritonDocs},
	"nv_cpu_utilization": {1, tritonDocs},
}
