package rule

import (
	"cmp"
	"fmt"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/signal"
)

// inPod are the beginnings of metrics that a host's own pods, or what runs beside
// them, give: they are gone when the pods are.
var inPod = []string{"DCGM_", "vllm:", "nv_", "tgi_", "container_"}

// neverWakes is for hosts all of whose signals are known to come from their pods.
// A query of metrics unknown here may wake the host.
func neverWakes(s *subject) {
	if !s.Sleeps() {
		return
	}
	var inside []string
	for i, t := range s.Spec.Triggers {
		if signal.IsResource(t.Type) {
			continue
		}
		if t.Type != keda.TriggerPrometheus || !s.fromPods(i, t) {
			return
		}
		inside = append(inside, cmp.Or(t.Name, t.Type))
	}
	if len(inside) > 0 {
		s.find(s.zero(), fmt.Sprintf("the host may be at zero, but what it scales on (%s) is only there while it has pods", strings.Join(inside, ", ")), s.wakeHint())
	}
}

// zero is where it says that the host may be at zero.
func (s *subject) zero() string {
	if least := s.Spec.MinReplicaCount; least == nil || *least == 0 {
		return "spec.minReplicaCount"
	}
	return "spec.idleReplicaCount"
}

func (s *subject) fromPods(i int, t keda.Trigger) bool {
	if s.Origins[i].Signal != "" {
		return !s.Origins[i].Definition.OutsidePod
	}
	query, err := s.query(t.Metadata["query"])
	if err != nil || len(query.Metrics()) == 0 {
		return false
	}
	for _, metric := range query.Metrics() {
		if !hasPrefix(metric, inPod) {
			return false
		}
	}
	return true
}

// serviceUnknown is for signals: a query written by hand may name what it likes.
func serviceUnknown(s *subject) {
	if s.Host.KnownService {
		return
	}
	for i, origin := range s.Origins {
		if strings.Contains(origin.Definition.Query, "$(service)") {
			s.find(triggerPath(i), fmt.Sprintf("the signal %s counts requests to the Service %s, which is not in the package", origin.Signal, s.Host.Service),
				fmt.Sprintf("add the Service, or name the right one with %s", s.annotation("service")))
		}
	}
}
