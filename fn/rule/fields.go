package rule

import (
	"fmt"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/scaler"
)

// fieldRefused is for ScaledObjects that somebody wrote: what is generated has
// KEDA's fields and no others.
func fieldRefused(s *subject) {
	if !s.IsWritten() {
		return
	}
	for _, p := range s.Problems {
		if !p.Unknown {
			s.find(p.Path, p.Message, p.Hint)
		}
	}
	if ref := s.Spec.ScaleTargetRef; (ref == nil || ref.Name == "") && !s.unsureOf("spec.scaleTargetRef") {
		s.find("spec.scaleTargetRef.name", "is missing", "name the workload that is to be scaled")
	}
	for i, t := range s.Spec.Triggers {
		if t.Type == "" && !s.unsureOf(triggerPath(i)) {
			s.find(triggerPath(i)+".type", "is missing", "name one of KEDA's scalers, such as "+keda.TriggerPrometheus)
		}
		if t.Metadata == nil && !s.unsureOf(triggerPath(i)) {
			s.find(triggerPath(i)+".metadata", "is missing", metadataHint(t.Type))
		}
	}
}

// metadataHint says what a trigger without metadata is to have.
func metadataHint(typ string) string {
	if needed := scaler.Needed(typ); len(needed) > 0 {
		return fmt.Sprintf("write what KEDA's %s scaler needs: %s", typ, strings.Join(needed, ", "))
	}
	return "write metadata: {} if the trigger needs none"
}

func fieldPruned(s *subject) {
	for _, p := range s.Problems {
		if p.Unknown {
			s.find(p.Path, "a ScaledObject has no such field, and Kubernetes drops it in silence", p.Hint)
		}
	}
}
