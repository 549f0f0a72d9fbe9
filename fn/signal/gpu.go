package signal

import "modelhost.dev/scale-modelhosts/config"

// podMatchers select the series that an exporter has for the host's pods.
const podMatchers = `$(namespace-label)="$(namespace)", $(pod-label)=~"$(pod-regex)"`

// dcgm is the version whose metrics are used. With time-slicing it has series per pod only
// with KUBERNETES_VIRTUAL_GPUS, and their values are for the whole GPU.
const dcgm = "DCGM exporter 4.4"

// gpu returns the signals for NVIDIA GPUs. Queries average by pod first, so that a pod with
// more GPUs does not weigh more.
func gpu() []Entry {
	return []Entry{
		query("gpu", ofPods(config.Signal{
			Description: "average GPU utilization of the pods", Unit: percent,
			Source: "DCGM exporter, DCGM_FI_DEV_GPU_UTIL (not available on MIG devices)", Version: dcgm,
			Query:      "avg(\n  avg by ($(pod-label)) (\n    DCGM_FI_DEV_GPU_UTIL{" + podMatchers + "}\n  )\n)\n",
			MetricType: "Value",
		})),
		query("gpu-memory", ofPods(config.Signal{
			Description: "average GPU memory usage of the pods", Unit: percent,
			Source: "DCGM exporter, DCGM_FI_DEV_FB_USED and DCGM_FI_DEV_FB_FREE", Version: dcgm,
			Query: "100 * avg(\n" +
				"  sum by ($(pod-label)) (DCGM_FI_DEV_FB_USED{" + podMatchers + "})\n" +
				"  /\n" +
				"  (\n" +
				"    sum by ($(pod-label)) (DCGM_FI_DEV_FB_USED{" + podMatchers + "})\n" +
				"    +\n" +
				"    sum by ($(pod-label)) (DCGM_FI_DEV_FB_FREE{" + podMatchers + "})\n" +
				"  )\n" +
				")\n",
			MetricType: "Value",
		})),
		query("gpu-mig", ofPods(config.Signal{
			Description: "average GPU engine activity of the pods' MIG slices", Unit: percent,
			Source: "DCGM exporter, DCGM_FI_PROF_GR_ENGINE_ACTIVE (a ratio, times 100; listed in dcp-metrics-included.csv)", Version: dcgm,
			Query:      "100 * avg(\n  avg by ($(pod-label)) (\n    DCGM_FI_PROF_GR_ENGINE_ACTIVE{" + podMatchers + "}\n  )\n)\n",
			MetricType: "Value",
		})),
	}
}
