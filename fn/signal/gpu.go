package signal

import "modelhost.dev/scale-modelhosts/config"

// measured selects the series in which an exporter has the host's pods.
const measured = `$(namespace-label)="$(namespace)", $(pod-label)=~"$(pod-regex)"`

// dcgm is the version whose metrics are meant. With time-slicing it has each pod's
// series only where it is told so (KUBERNETES_VIRTUAL_GPUS), and they are of the whole GPU.
const dcgm = "DCGM exporter 4.4"

// gpu are NVIDIA's, by pod first: a pod with more GPUs than others must not weigh more.
func gpu() []Entry {
	return []Entry{
		query("gpu", ofPods(config.Signal{
			Description: "GPU utilization, averaged over the host's pods", Unit: percent,
			Source: "DCGM exporter, DCGM_FI_DEV_GPU_UTIL (not available on MIG devices)", Version: dcgm,
			Query:      "avg(\n  avg by ($(pod-label)) (\n    DCGM_FI_DEV_GPU_UTIL{" + measured + "}\n  )\n)\n",
			MetricType: "Value",
		})),
		query("gpu-memory", ofPods(config.Signal{
			Description: "GPU memory in use, averaged over the host's pods", Unit: percent,
			Source: "DCGM exporter, DCGM_FI_DEV_FB_USED and DCGM_FI_DEV_FB_FREE", Version: dcgm,
			Query: "100 * avg(\n" +
				"  sum by ($(pod-label)) (DCGM_FI_DEV_FB_USED{" + measured + "})\n" +
				"  /\n" +
				"  (\n" +
				"    sum by ($(pod-label)) (DCGM_FI_DEV_FB_USED{" + measured + "})\n" +
				"    +\n" +
				"    sum by ($(pod-label)) (DCGM_FI_DEV_FB_FREE{" + measured + "})\n" +
				"  )\n" +
				")\n",
			MetricType: "Value",
		})),
		query("gpu-mig", ofPods(config.Signal{
			Description: "GPU engine activity of MIG slices, averaged over the host's pods", Unit: percent,
			Source: "DCGM exporter, DCGM_FI_PROF_GR_ENGINE_ACTIVE (a ratio, times 100; in its dcp-metrics-included.csv)", Version: dcgm,
			Query:      "100 * avg(\n  avg by ($(pod-label)) (\n    DCGM_FI_PROF_GR_ENGINE_ACTIVE{" + measured + "}\n  )\n)\n",
			MetricType: "Value",
		})),
	}
}
