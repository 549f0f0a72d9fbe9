package rule

import (
	"fmt"
	"reflect"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/managed"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

// hpaOverruled says what of an adopted HPA the host's own annotations replace.
func hpaOverruled(s *hostPass) {
	h := s.host.Adopted
	if h == nil || !h.IsReadable() {
		return
	}
	least := h.Least()
	s.overruledCount("spec.minReplicas", "a minimum", &least, "spec.minReplicaCount", s.Spec.MinReplicaCount)
	s.overruledCount("spec.maxReplicas", "a maximum", h.Max, "spec.maxReplicaCount", s.Spec.MaxReplicaCount)
	if idle := s.Spec.IdleReplicaCount; idle != nil && *idle < least {
		s.overruled("spec.minReplicas", fmt.Sprintf("it asks for a minimum of %d, and the host may go down to %d", least, *idle), "spec.idleReplicaCount")
	}
	if h.Behavior != nil && (s.behavior() == nil || !reflect.DeepEqual(*h.Behavior, *s.behavior())) {
		s.overruled("spec.behavior", "its scaling behavior is not taken over", behaviorPath)
	}
	for _, m := range h.Metrics {
		if m.Resource == "" {
			continue
		}
		wanted := m.Trigger()
		instead := -1
		kept := slices.ContainsFunc(s.Spec.Triggers, func(t keda.Trigger) bool { return reflect.DeepEqual(t, wanted) })
		for i, t := range s.Spec.Triggers {
			if t.Type == m.Resource && t.Metadata["containerName"] == m.Container {
				instead = i
			}
		}
		switch {
		case kept:
		case instead >= 0:
			s.overruled(m.Path, fmt.Sprintf("it asks for %s, the plan has %s", m.Text, inWords(s.Spec.Triggers[instead])), triggerPath(instead))
		default:
			s.overruled(m.Path, fmt.Sprintf("nothing replaces %s", m.Text), "spec.triggers")
		}
	}
}

func (s *hostPass) overruledCount(field, words string, asked *int32, path string, planned *int32) {
	if asked != nil && planned != nil && *asked != *planned {
		s.overruled(field, fmt.Sprintf("it asks for %s of %d, the plan has %d", words, *asked, *planned), path)
	}
}

func (s *hostPass) overruled(field, message, path string) {
	o, within := s.adoptedObject()
	if source := s.Source(path); source.Layer != plan.LayerBuiltin {
		message += " (" + source.String() + ")"
	}
	s.reportOn(o, within+field, "the HPA is adopted, but "+message, "change the annotation, if the HPA is to hold")
}

// adoptedObject is what an adopted HPA was read from, and the field in front of its own.
func (s *hostPass) adoptedObject() (*inventory.Object, string) {
	if len(s.Rivals.HPAs) > 0 {
		return s.Rivals.HPAs[0], ""
	}
	return s.Rivals.Previous, adoptedPath
}

// adoptedPath is in front of the fields of an HPA that an earlier run has adopted.
const adoptedPath = "metadata.annotations[" + managed.AnnotationAdopted + "] "
