package plan

import (
	"strconv"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// coldStart returns how long the model may take to load, in seconds: what the settings
// say, or else what the startup probe allows.
func (r *resolver) coldStart() int64 {
	if set := r.settings.coldStart; set.V != nil {
		r.setSource("coldStart", set.Source)
		return int64(*set.V)
	}
	return startupTime(r.plan.Workload)
}

// startupTime returns the longest time, in seconds, that a startup probe of a workload's
// containers and native sidecars allows.
func startupTime(w *inventory.Object) int64 {
	if w == nil {
		return 0
	}
	var longest int64
	for _, list := range []string{"containers", "initContainers"} {
		for _, c := range inventory.Elements(w.Field("spec", "template", "spec", list)) {
			if probe := inventory.Field(c, "startupProbe"); probe != nil {
				longest = max(longest, probeTime(probe))
			}
		}
	}
	return longest
}

// probeTime returns how long a startup probe lets a container start. Kubernetes' defaults
// are 3 failures, 10 seconds apart.
func probeTime(probe *yaml.Node) int64 {
	return seconds(probe, "initialDelaySeconds", 0) + seconds(probe, "failureThreshold", 3)*seconds(probe, "periodSeconds", 10)
}

func seconds(probe *yaml.Node, field string, otherwise int64) int64 {
	n, err := strconv.ParseInt(inventory.Text(inventory.Field(probe, field)), 10, 32)
	if err != nil {
		return otherwise
	}
	return n
}
