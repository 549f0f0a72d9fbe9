package rule

import (
	"fmt"
	"strconv"

	"modelhost.dev/scale-modelhosts/fn/keda"
)

// switches are KEDA's annotations that are true or false.
var switches = []string{keda.AnnotationPaused, keda.AnnotationPausedScaleIn, keda.AnnotationPausedScaleOut, keda.AnnotationForceActivation}

func pausedValue(s *pass) {
	for _, name := range switches {
		value, given := s.Annotations[name]
		if _, err := strconv.ParseBool(value); given && err != nil {
			s.report("metadata.annotations["+name+"]", fmt.Sprintf("%q is neither true nor false, and KEDA takes it for true", value), "write \"true\" or \"false\"")
		}
	}
}

func pausedCount(s *pass) {
	value, given := s.Annotations[keda.AnnotationPausedReplicas]
	if _, err := strconv.ParseInt(value, 10, 32); given && err != nil {
		s.report(pausedReplicas, fmt.Sprintf("%q is no whole number", value), "write the count to pause at, such as \"0\"")
	}
}

// trackers are the marks by which Argo CD knows its own.
var trackers = []string{"argocd.argoproj.io/tracking-id", "argocd.argoproj.io/instance"}

func trackerInherited(s *pass) {
	if !s.isHandWritten() {
		return
	}
	for _, name := range trackers {
		const message = "KEDA's HPA inherits it, and Argo CD prunes the HPA again and again"
		if _, given := s.Object.Annotations[name]; given {
			s.report("metadata.annotations["+name+"]", message, "remove it; Argo CD sets it by itself")
		}
		if _, given := s.Object.Labels[name]; given {
			s.report("metadata.labels["+name+"]", message, "remove it, or list it in "+keda.AnnotationExcludedLabels)
		}
	}
}
