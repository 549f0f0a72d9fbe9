package promql

import "time"

// gpu: pods with several GPUs weigh as much as pods with one, and other pods do not count. The
// host's own pods are at 50 and 90 of 100, so the average by pod is 70; by GPU it would be
// 63.3.
var gpu = []Scenario{
	{
		Name:   "gpu: several GPUs in a pod, each pod counted once, no other host's",
		Metric: "DCGM_FI_DEV_GPU_UTIL",
		Load: pods("DCGM_FI_DEV_GPU_UTIL", `load 15s
  DCGM_FI_DEV_GPU_UTIL{$POD1,gpu="0",Hostname="a"} 40x40
  DCGM_FI_DEV_GPU_UTIL{$POD1,gpu="1",Hostname="a"} 60x40
  DCGM_FI_DEV_GPU_UTIL{$POD2,gpu="0",Hostname="b",vgpu="1"} 90x40
  DCGM_FI_DEV_GPU_UTIL{$NEIGHBOUR,gpu="0",Hostname="b",vgpu="2"} 90x40
  DCGM_FI_DEV_GPU_UTIL{$NEIGHBOUR,gpu="0",Hostname="c"} 1x40
  DCGM_FI_DEV_GPU_UTIL{$ELSEWHERE,gpu="0",Hostname="d"} 1x40
  DCGM_FI_DEV_GPU_UTIL{gpu="0",Hostname="e"} 1x40
`),
		At: []time.Duration{5 * time.Minute}, All: about(70),
	},
	idle("DCGM_FI_DEV_GPU_UTIL", `gpu="0"`), lost(`gpu="0"`, "DCGM_FI_DEV_GPU_UTIL"),
	{
		Name:   "gpu-memory: percent of each pod's memory",
		Metric: "DCGM_FI_DEV_FB_USED",
		Load: pods("DCGM_FI_DEV_FB_USED", `load 15s
  DCGM_FI_DEV_FB_USED{$POD1,gpu="0"} 10000x40
  DCGM_FI_DEV_FB_FREE{$POD1,gpu="0"} 30000x40
  DCGM_FI_DEV_FB_USED{$POD1,gpu="1"} 30000x40
  DCGM_FI_DEV_FB_FREE{$POD1,gpu="1"} 10000x40
  DCGM_FI_DEV_FB_USED{$POD2,gpu="0"} 36000x40
  DCGM_FI_DEV_FB_FREE{$POD2,gpu="0"} 4000x40
  DCGM_FI_DEV_FB_USED{$NEIGHBOUR,gpu="0"} 1x40
  DCGM_FI_DEV_FB_FREE{$NEIGHBOUR,gpu="0"} 40000x40
  DCGM_FI_DEV_FB_USED{$ELSEWHERE,gpu="0"} 1x40
  DCGM_FI_DEV_FB_FREE{$ELSEWHERE,gpu="0"} 40000x40
`),
		At: []time.Duration{5 * time.Minute}, All: about(70),
	},
	lost(`gpu="0"`, "DCGM_FI_DEV_FB_USED", "DCGM_FI_DEV_FB_FREE"),
	{
		Name:   "gpu-mig: several slices in a pod, a ratio, in percent",
		Metric: "DCGM_FI_PROF_GR_ENGINE_ACTIVE",
		Load: pods("DCGM_FI_PROF_GR_ENGINE_ACTIVE", `load 15s
  DCGM_FI_PROF_GR_ENGINE_ACTIVE{$POD1,gpu="0",GPU_I_ID="7"} 0.4x40
  DCGM_FI_PROF_GR_ENGINE_ACTIVE{$POD1,gpu="0",GPU_I_ID="8"} 0.6x40
  DCGM_FI_PROF_GR_ENGINE_ACTIVE{$POD2,gpu="0",GPU_I_ID="7"} 0.9x40
  DCGM_FI_PROF_GR_ENGINE_ACTIVE{$NEIGHBOUR,gpu="0",GPU_I_ID="9"} 0.01x40
  DCGM_FI_PROF_GR_ENGINE_ACTIVE{$ELSEWHERE,gpu="0",GPU_I_ID="7"} 0.01x40
`),
		At: []time.Duration{5 * time.Minute}, All: about(70),
	},
	idle("DCGM_FI_PROF_GR_ENGINE_ACTIVE", `gpu="0"`), lost(`gpu="0"`, "DCGM_FI_PROF_GR_ENGINE_ACTIVE"),
}

// idle returns a scenario in which the work stops.
func idle(metric, labels string) Scenario {
	return Scenario{
		Name: metric + ": zero when it stops", Metric: metric,
		Load: pods(metric, "load 15s\n"+
			"  "+metric+"{$POD1,"+labels+"} 1x10 0x40\n"+
			"  "+metric+"{$POD2,"+labels+"} 1x10 0x40\n"+
			"  "+metric+"{$NEIGHBOUR,"+labels+"} 1x60\n"),
		At: []time.Duration{10 * time.Minute},
	}
}

// lost returns a scenario with a missing exporter, or a host without pods while others have them.
func lost(labels string, metrics ...string) Scenario {
	load := "load 15s\n"
	for _, metric := range metrics {
		load += "  " + metric + "{$NEIGHBOUR," + labels + "} 1+1x60\n  " + metric + "{$ELSEWHERE," + labels + "} 1+1x60\n"
	}
	return Scenario{
		Name: metrics[0] + ": without pods there is nothing", Metric: metrics[0], Lost: true,
		Load: pods(metrics[0], load),
		At:   minutes(10),
	}
}
