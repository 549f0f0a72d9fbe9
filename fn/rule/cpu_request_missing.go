package rule

import (
	"fmt"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

var cpuRequestMissing = &Rule{
	ID:           "cpu-request-missing",
	Severity:     finding.Error,
	Layer:        Admission,
	Scope:        Plans,
	ReadsTrigger: []string{"metadata.containerName", "metricType"},
	LooksUp:      []string{"LimitRange"},
	Summary:      "a cpu or memory trigger for containers without that resource request",
	Consequence:  "KEDA's webhook rejects it, or the HPA cannot compute utilization",
	Run:          checkCPURequestMissing,
}

// checkCPURequestMissing compares cpu and memory triggers with the containers' requests.
// A limit counts as a request, as do a LimitRange's default and, unless the trigger
// names one container, the pod's own.
func checkCPURequestMissing(p *pass) {
	for i, t := range p.Spec.Triggers {
		if !keda.IsResourceTrigger(t.Type) || p.hasDefaultRequest(t.Type) {
			continue
		}
		container := t.Metadata["containerName"]
		if container == "" && requests(inventory.Field(p.pod(), "resources"), t.Type) {
			continue
		}
		var missing []string
		for _, c := range p.containersNeedingRequests(t) {
			name := inventory.Text(inventory.Field(c, "name"))
			if (container == "" || container == name) && !requests(inventory.Field(c, "resources"), t.Type) {
				missing = append(missing, name)
			}
		}
		if len(missing) > 0 {
			p.report(triggerPath(i), fmt.Sprintf("the %s trigger needs a %s request in %s", t.Type, t.Type, named("container", missing)),
				fmt.Sprintf("set resources.requests.%s, add a LimitRange with a default to the package, or remove the trigger%s", t.Type, p.turnOffHint(i)))
		}
	}
}

// turnOffHint returns the end of a hint: how to turn off a signal that may come from a profile.
func (p *pass) turnOffHint(trigger int) string {
	if name := p.TriggerOrigins[trigger].Signal; name != "" {
		return fmt.Sprintf(" with %s: \"off\"", p.annotation(name))
	}
	return ""
}

// containersNeedingRequests returns the containers that must have the request. KEDA's webhook requires it of
// all containers, except in Rollouts; to compute a utilization, the HPA also needs it in
// native sidecars.
func (p *pass) containersNeedingRequests(t keda.Trigger) []*yaml.Node {
	switch {
	case t.MetricType != keda.MetricTypeAverageValue:
		return p.containers()
	case p.Workload == nil || p.Workload.Kind == "Rollout":
		return nil
	}
	return inventory.Elements(inventory.Field(p.pod(), "containers"))
}

// requests reports whether resources request a positive amount.
func requests(resources *yaml.Node, name string) bool {
	for _, list := range []string{"requests", "limits"} {
		n := inventory.Field(resources, list, name)
		if n == nil {
			continue
		}
		quantity, err := resource.ParseQuantity(inventory.Text(n))
		// Kubernetes rejects a quantity that does not parse.
		return err != nil || quantity.Sign() > 0
	}
	return false
}

// hasDefaultRequest reports whether a LimitRange of the namespace provides a default.
func (p *pass) hasDefaultRequest(name string) bool {
	if p.cfg.HoldsAny("LimitRange", p.Object.Namespace) {
		return true
	}
	for _, o := range p.inv.LimitRanges.Objects {
		if !o.SharesNamespace(p.Object) {
			continue
		}
		for _, item := range inventory.Elements(o.Field("spec", "limits")) {
			if inventory.Text(inventory.Field(item, "type")) != "Container" {
				continue
			}
			for _, list := range []string{"defaultRequest", "default"} {
				quantity, err := resource.ParseQuantity(inventory.Text(inventory.Field(item, list, name)))
				if err == nil && quantity.Sign() > 0 {
					return true
				}
			}
		}
	}
	return false
}

// named returns the names after a noun, in the plural if there are several.
func named(noun string, names []string) string {
	if len(names) > 1 {
		noun += "s"
	}
	return noun + " " + strings.Join(names, ", ")
}
