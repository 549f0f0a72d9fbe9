package rule

import (
	"fmt"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/keda"
)

// pausedReplicas is the path of KEDA's annotation.
const pausedReplicas = "metadata.annotations[" + keda.AnnotationPausedReplicas + "]"

func noTrigger(s *pass) {
	if len(s.Spec.Triggers) > 0 {
		return
	}
	hint := s.hintFor(fmt.Sprintf("add a signal, such as %s: \"70\" or %s: \"75\", or a profile", s.annotation("gpu"), s.annotation("cpu")), "add a trigger")
	if h, ok := s.ForHost(); ok && h.Host.Annotations.Profile == "queue-driven" {
		hint = "name the queue: " + s.annotation("triggers") + " with a KEDA trigger such as rabbitmq, kafka or aws-sqs-queue"
	}
	s.report("spec.triggers", "there is nothing to scale on", hint)
}

func limitReplicas(s *hostPass) {
	limit := s.cfg.Limits.MaxReplicas
	if limit <= 0 || s.countsUnread() {
		return
	}
	exceeds := func(path, what string, count int32) {
		if count > limit {
			s.report(path, fmt.Sprintf("%s %d is more than the %d of spec.limits.maxReplicas", what, count, limit),
				fmt.Sprintf("write %d or less, or have the limit raised", limit))
		}
	}
	exceeds("spec.maxReplicaCount", "the maximum", s.most())
	if paused := s.host.Host.Annotations.PausedReplicas; paused != nil {
		exceeds(pausedReplicas, "the count to pause at", *paused)
	}
}

func limitTriggerType(s *hostPass) {
	allowed := s.cfg.Limits.TriggerTypes
	for i, t := range s.Spec.Triggers {
		if len(allowed) > 0 && !slices.Contains(allowed, t.Type) {
			s.report(triggerPath(i), fmt.Sprintf("trigger type %q is not among spec.limits.triggerTypes", t.Type), "use one of "+strings.Join(allowed, ", "))
		}
	}
}

func limitServerAddress(s *hostPass) {
	allowed := s.cfg.Limits.ServerAddresses
	for i, t := range s.Spec.Triggers {
		address := t.Metadata["serverAddress"]
		if t.Type == keda.TriggerPrometheus && len(allowed) > 0 && !slices.Contains(allowed, address) {
			var known []string
			for _, each := range allowed {
				known = append(known, withoutUser(each))
			}
			s.report(triggerPath(i), fmt.Sprintf("serverAddress %q is not among spec.limits.serverAddresses", withoutUser(address)), "use one of "+strings.Join(known, ", "))
		}
	}
}

// triggerPath is the path of a trigger of the spec.
func triggerPath(i int) string { return fmt.Sprintf("spec.triggers[%d]", i) }
