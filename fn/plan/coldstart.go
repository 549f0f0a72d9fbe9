package plan

import (
	"strconv"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// coldStart is what was said of it, or what the startup probe allows.
func (r *resolver) coldStart() {
	if said := r.settings.coldStart; said.V != nil {
		r.plan.ColdStart = int64(*said.V)
		r.from("coldStart", said.Source)
		return
	}
	r.plan.ColdStart = probed(r.plan.Workload)
}

// probed is the longest that a startup probe of a workload's containers waits, native
// sidecars among them, in seconds.
func probed(w *inventory.Object) int64 {
	if w == nil {
		return 0
	}
	var longest int64
	for _, list := range []string{"containers", "initContainers"} {
		for _, c := range inventory.Elements(w.Field("spec", "template", "spec", list)) {
			if probe := inventory.Field(c, "startupProbe"); probe != nil {
				longest = max(longest, wait(probe))
			}
		}
	}
	return longest
}

// wait is how long a startup probe lets a container start: Kubernetes' defaults are 3
// failures, 10 seconds apart.
func wait(probe *yaml.Node) int64 {
	return seconds(probe, "initialDelaySeconds", 0) + seconds(probe, "failureThreshold", 3)*seconds(probe, "periodSeconds", 10)
}

func seconds(probe *yaml.Node, field string, otherwise int64) int64 {
	n, err := strconv.ParseInt(inventory.Text(inventory.Field(probe, field)), 10, 32)
	if err != nil {
		return otherwise
	}
	return n
}
