package rule

import (
	"cmp"
	"fmt"
	"strconv"

	"k8s.io/apimachinery/pkg/api/resource"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/signal"
)

// onlyResources says that there are triggers, all of them cpu or memory.
func (s *pass) onlyResources() bool {
	for _, t := range s.Spec.Triggers {
		if !signal.IsResource(t.Type) {
			return false
		}
	}
	return len(s.Spec.Triggers) > 0
}

func resourceOnlyAtZero(s *pass) {
	if least := s.Spec.MinReplicaCount; s.onlyResources() && (least == nil || *least == 0) {
		s.report("spec.minReplicaCount", "the minimum is 0, where there is no cpu or memory to measure", s.wakeHint())
	}
}

// wakeHint says how a host comes back from zero, or never goes there.
func (s *pass) wakeHint() string {
	return s.hintFor(
		fmt.Sprintf("add a signal from outside the pods, such as %s: \"5\", or set %s: \"1\"", s.annotation("rps"), s.annotation("min-replicas")),
		"add a trigger on something that is there without pods, such as a queue or a gateway's request rate, or set spec.minReplicaCount: 1 and no idleReplicaCount",
	)
}

func idleIgnored(s *pass) {
	least := s.Spec.MinReplicaCount
	// Of one that is not below the minimum another rule tells.
	if idle := s.Spec.IdleReplicaCount; idle != nil && *idle >= 0 && s.onlyResources() && least != nil && *least > *idle {
		s.report("spec.idleReplicaCount", fmt.Sprintf("idleReplicaCount %d has no effect with cpu and memory triggers alone", *s.Spec.IdleReplicaCount),
			"remove it, or add a signal from outside the pods")
	}
}

// resourceTrigger judges cpu and memory triggers written as KEDA has them.
func resourceTrigger(s *pass) {
	for i, t := range s.Spec.Triggers {
		if !signal.IsResource(t.Type) {
			continue
		}
		if t.Metadata == nil && s.isHandWritten() || s.isUnresolved(triggerPath(i)) {
			// That it is missing, or cannot be read, is told already.
			continue
		}
		if old, given := t.Metadata["type"]; given {
			hint := "remove it"
			if t.MetricType == "" {
				hint = "write metricType beside metadata"
				t.MetricType = cmp.Or(old, keda.MetricTypeUtilization)
			}
			s.report(triggerPath(i), "metadata.type was removed from KEDA", hint)
		}
		s.resourceTarget(triggerPath(i), t)
	}
}

func (s *pass) resourceTarget(path string, t keda.Trigger) {
	value, given := t.Metadata["value"]
	if given = given && value != ""; !given && contains([]string{keda.MetricTypeUtilization, keda.MetricTypeAverageValue}, t.MetricType) {
		example := "\"75\""
		if t.MetricType == keda.MetricTypeAverageValue {
			example = "\"500m\" or \"8Gi\""
		}
		s.report(path, fmt.Sprintf("the %s trigger has no value", t.Type), "write value in metadata, such as "+example)
		return
	}
	switch t.MetricType {
	case keda.MetricTypeUtilization:
		if percent, err := strconv.ParseInt(value, 10, 32); err != nil || percent <= 0 {
			s.report(path, fmt.Sprintf("value %q is no whole percentage above zero", value), "write a number such as \"75\"")
		}
	case keda.MetricTypeAverageValue:
		if quantity, err := resource.ParseQuantity(value); err != nil {
			s.report(path, fmt.Sprintf("value %q is no quantity, which crashes KEDA's operator", value), "write a quantity such as \"500m\" or \"8Gi\"")
		} else if quantity.Sign() <= 0 {
			s.report(path, fmt.Sprintf("value %q is not above zero", value), "write a quantity such as \"500m\" or \"8Gi\"")
		}
	case "":
		s.report(path, fmt.Sprintf("the %s trigger has no metricType", t.Type), "write Utilization or AverageValue beside metadata")
	default:
		s.report(path, fmt.Sprintf("metricType %q does not go with the %s trigger", t.MetricType, t.Type), "write Utilization or AverageValue")
	}
}
