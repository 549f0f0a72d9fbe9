package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

// takesOver says whether the ScaledObject takes an HPA over as KEDA's webhook asks.
func (s *pass) takesOver(o *inventory.Object) bool {
	return s.Annotations[keda.AnnotationTransferHPAOwnership] == "true" && s.hpaConfig().Name == o.Name
}

// hpaConflict is for ScaledObjects that somebody wrote: a host's HPAs are stripped.
func hpaConflict(s *pass) {
	if !s.isHandWritten() {
		return
	}
	for _, o := range s.Rivals.HPAs {
		way := fmt.Sprintf("remove the HPA; where the cluster has it, annotate the ScaledObject with %s: \"true\" and set %s: %s", keda.AnnotationTransferHPAOwnership, hpaNamePath, o.Name)
		owners := o.OwnerNames(keda.KindScaledObject)
		switch {
		case len(owners) > 0:
			s.report("spec.scaleTargetRef", fmt.Sprintf("%s is scaled by the HPA %s already, which is that of the ScaledObject %s", s.target(), o.Name, owners[0]), "remove that ScaledObject, from the cluster, too")
		case o.Annotations[keda.AnnotationHPAOwnership] == "false":
			s.report("spec.scaleTargetRef", fmt.Sprintf("the HPA %s scales %s as well, and has the webhook look past it: both fight, and nothing scales", o.Name, s.target()), way)
		case !s.takesOver(o):
			s.report("spec.scaleTargetRef", fmt.Sprintf("%s is scaled by the HPA %s already", s.target(), o.Name), way)
		}
	}
}

// hpaReapplied is for HPAs that are taken over and yet applied again and again.
func hpaReapplied(s *pass) {
	if !s.isHandWritten() {
		return
	}
	for _, o := range s.Rivals.HPAs {
		if s.takesOver(o) && o.Annotations[keda.AnnotationHPAOwnership] != "false" {
			s.reportOn(o, "", fmt.Sprintf("the ScaledObject %s takes this HPA over, but it is still in the package, and every apply sets it back", s.Name), "remove it")
		}
	}
}

// target is what is scaled, in words.
func (s *pass) target() string {
	if s.Workload != nil {
		return s.Workload.Kind + " " + s.Workload.Name
	}
	ref := inventory.TargetOf(s.Object)
	return ref.Kind + " " + ref.Name
}

// workloadShared is for ScaledObjects that somebody wrote. Those beside a host's own
// are another rule's.
func workloadShared(s *pass) {
	if !s.isHandWritten() || s.planned[s.Workload] {
		return
	}
	// Where many share a workload, their pairs are too many to report each.
	others := s.Rivals.Others
	for i, o := range others[:min(len(others), mostNamed)] {
		name := o.Name
		if i == mostNamed-1 {
			name += andMore(len(others) - mostNamed)
		}
		s.report("spec.scaleTargetRef", fmt.Sprintf("%s is already scaled by the ScaledObject %s", s.target(), name), "put the triggers of both into one ScaledObject")
	}
}
