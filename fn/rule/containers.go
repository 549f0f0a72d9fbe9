package rule

import (
	"fmt"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

// requestMissing holds cpu and memory triggers against the containers' requests.
// A limit counts as a request, as do a LimitRange's default and the pod's own.
func requestMissing(s *subject) {
	for i, t := range s.Spec.Triggers {
		if t.Type != keda.TriggerCPU && t.Type != keda.TriggerMemory {
			continue
		}
		container := t.Metadata["containerName"]
		if container == "" && requests(inventory.Field(s.pod(), "resources"), t.Type) || s.limitRangeGives(t.Type) {
			continue
		}
		var missing []string
		for _, c := range s.containers() {
			name := inventory.Text(inventory.Field(c, "name"))
			if (container == "" || container == name) && !requests(inventory.Field(c, "resources"), t.Type) {
				missing = append(missing, name)
			}
		}
		if len(missing) > 0 {
			s.find(triggerPath(i), fmt.Sprintf("the %s trigger needs a %s request, but container %s has none", t.Type, t.Type, strings.Join(missing, ", ")),
				fmt.Sprintf("set resources.requests.%s on it, or drop the trigger with %s: \"off\"", t.Type, s.Host.Annotation(t.Type)))
		}
	}
}

func (s *subject) pod() *yaml.Node { return s.Host.Workload.Field("spec", "template", "spec") }

// containers are those whose usage the HPA sums up: native sidecars among them,
// which KEDA's webhook does not look at but the HPA does.
func (s *subject) containers() []*yaml.Node {
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
func (s *subject) limitRangeGives(name string) bool {
	for _, o := range s.inv.LimitRanges.Objects {
		if !o.SharesNamespace(s.Host.Workload) {
			continue
		}
		for _, item := range inventory.Elements(o.Field("spec", "limits")) {
			if inventory.Text(inventory.Field(item, "type")) != "Container" {
				continue
			}
			if inventory.Field(item, "defaultRequest", name) != nil || inventory.Field(item, "default", name) != nil {
				return true
			}
		}
	}
	return false
}

func containerUnknown(s *subject) {
	for i, t := range s.Spec.Triggers {
		container := t.Metadata["containerName"]
		if container == "" || t.Type != keda.TriggerCPU && t.Type != keda.TriggerMemory {
			continue
		}
		var names []string
		for _, c := range s.containers() {
			names = append(names, inventory.Text(inventory.Field(c, "name")))
		}
		if !contains(names, container) {
			s.find(triggerPath(i), fmt.Sprintf("containerName %q is not in the pod", container), "name one of "+oneOf(names))
		}
	}
}

// cooldownColdStart holds the cool-downs against what the startup probe allows a
// pod to load its model in.
func cooldownColdStart(s *subject) {
	if !s.Sleeps() {
		return
	}
	cold := s.coldStart()
	periods := []struct {
		name    string
		value   *int32
		without int32
	}{
		{"cooldownPeriod", s.Spec.CooldownPeriod, keda.DefaultCooldownPeriod},
		{"initialCooldownPeriod", s.Spec.InitialCooldownPeriod, 0},
	}
	for _, p := range periods {
		seconds := p.without
		if p.value != nil {
			seconds = *p.value
		}
		if int64(seconds) < cold {
			s.find("spec."+p.name, fmt.Sprintf("%s is %ds, but the startup probe gives the model %ds to load", p.name, seconds, cold),
				fmt.Sprintf("set it to %ds or more: %s", cold, s.Host.Annotation(map[string]string{
					"cooldownPeriod": "cooldown-period", "initialCooldownPeriod": "initial-cooldown-period",
				}[p.name])))
		}
	}
}

// coldStart is the longest that a container's startup probe waits, in seconds.
func (s *subject) coldStart() int64 {
	var longest int64
	for _, c := range s.containers() {
		probe := inventory.Field(c, "startupProbe")
		if probe == nil {
			continue
		}
		wait := number(inventory.Field(probe, "initialDelaySeconds"), 0) +
			number(inventory.Field(probe, "failureThreshold"), 3)*number(inventory.Field(probe, "periodSeconds"), 10)
		longest = max(longest, wait)
	}
	return longest
}
