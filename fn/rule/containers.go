package rule

import (
	"fmt"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/suggest"

	"k8s.io/apimachinery/pkg/api/resource"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/signal"
)

// requestMissing holds cpu and memory triggers against the containers' requests.
// A limit counts as a request, as do a LimitRange's default and, unless the trigger
// is about one container, the pod's own.
func requestMissing(s *pass) {
	for i, t := range s.Spec.Triggers {
		if !signal.IsResource(t.Type) || s.limitRangeGives(t.Type) {
			continue
		}
		container := t.Metadata["containerName"]
		if container == "" && requests(inventory.Field(s.pod(), "resources"), t.Type) {
			continue
		}
		var missing []string
		for _, c := range s.requesting(t) {
			name := inventory.Text(inventory.Field(c, "name"))
			if (container == "" || container == name) && !requests(inventory.Field(c, "resources"), t.Type) {
				missing = append(missing, name)
			}
		}
		if len(missing) > 0 {
			s.report(triggerPath(i), fmt.Sprintf("the %s trigger needs a %s request, which is missing in %s", t.Type, t.Type, named("container", missing)),
				fmt.Sprintf("set resources.requests.%s, add the namespace's LimitRange to the package if it has a default, or drop the trigger%s", t.Type, s.off(i)))
		}
	}
}

// off says how a signal is dropped that a profile may have brought.
func (s *pass) off(trigger int) string {
	if name := s.Origins[trigger].Signal; name != "" {
		return fmt.Sprintf(" with %s: \"off\"", s.annotation(name))
	}
	return ""
}

// requesting are the containers whose request a trigger cannot do without. KEDA's
// webhook asks it of all containers, but knows no Rollouts; to compute a
// utilization the HPA needs that of native sidecars, too.
func (s *pass) requesting(t keda.Trigger) []*yaml.Node {
	switch {
	case t.MetricType != keda.MetricTypeAverageValue:
		return s.containers()
	case s.Workload == nil || s.Workload.Kind == "Rollout":
		return nil
	}
	return inventory.Elements(inventory.Field(s.pod(), "containers"))
}

func (s *pass) pod() *yaml.Node {
	if s.Workload == nil {
		return nil
	}
	return s.Workload.Field("spec", "template", "spec")
}

// containers are those whose usage the HPA sums up: native sidecars among them,
// which KEDA's webhook does not look at but the HPA does.
func (s *pass) containers() []*yaml.Node {
	all := append([]*yaml.Node(nil), inventory.Elements(inventory.Field(s.pod(), "containers"))...)
	for _, c := range inventory.Elements(inventory.Field(s.pod(), "initContainers")) {
		if inventory.Text(inventory.Field(c, "restartPolicy")) == "Always" {
			all = append(all, c)
		}
	}
	return all
}

// requests says whether resources ask for an amount above zero.
func requests(resources *yaml.Node, name string) bool {
	for _, list := range []string{"requests", "limits"} {
		n := inventory.Field(resources, list, name)
		if n == nil {
			continue
		}
		quantity, err := resource.ParseQuantity(inventory.Text(n))
		// A quantity that does not parse is Kubernetes' to refuse.
		return err != nil || quantity.Sign() > 0
	}
	return false
}

// limitRangeGives says whether a LimitRange of the namespace fills requests in.
func (s *pass) limitRangeGives(name string) bool {
	if s.cfg.HoldsAny("LimitRange", s.Object.Namespace) {
		return true
	}
	for _, o := range s.inv.LimitRanges.Objects {
		if !o.SharesNamespace(s.Object) {
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

func containerUnknown(s *pass) {
	for i, t := range s.Spec.Triggers {
		container := t.Metadata["containerName"]
		if container == "" || !signal.IsResource(t.Type) {
			continue
		}
		var names []string
		for _, c := range s.containers() {
			names = append(names, inventory.Text(inventory.Field(c, "name")))
		}
		// A Rollout may have its pods described elsewhere.
		if len(names) > 0 && !slices.ContainsFunc(names, placeholder.In) && !contains(names, container) {
			s.report(triggerPath(i), fmt.Sprintf("containerName %q is not in the pod", container), "write "+suggest.Alternatives(names))
		}
	}
}
