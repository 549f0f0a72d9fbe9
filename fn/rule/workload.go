package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/nearest"
)

// targetMissing looks for workloads that are called nearly as a written ScaledObject
// has it. That its workload is in another package is as it may be.
func targetMissing(s *subject) {
	ref := inventory.TargetOf(s.Object)
	if !s.IsWritten() || s.Workload != nil || ref.Name == "" {
		return
	}
	var names []string
	for _, w := range s.inv.Workloads.Objects {
		if w.Kind == ref.Kind && w.SharesNamespace(s.Object) {
			names = append(names, w.Name)
		}
	}
	if near, ok := nearest.Of(ref.Name, names); ok && near != ref.Name {
		s.find("spec.scaleTargetRef.name", fmt.Sprintf("there is no %s %q in the package, but there is %q", ref.Kind, ref.Name, near), "correct the name, if the cluster has no such workload")
	}
}

// targetRenamed is for kustomize, which renames a workload and knows nothing of the
// references that custom resources have to it.
func targetRenamed(s *subject) {
	if !s.IsWritten() || s.Workload == nil {
		return
	}
	if ref := inventory.TargetOf(s.Object); ref.Name != s.Workload.Name {
		s.find("spec.scaleTargetRef.name", fmt.Sprintf("%s %q is called %q by now: kustomize renamed it, and left the reference", ref.Kind, ref.Name, s.Workload.Name),
			"give kustomize a nameReference for ScaledObject's spec/scaleTargetRef/name under configurations:")
	}
}

// replicasSet is for workloads of written ScaledObjects: a host's policy says whether
// its count is left out.
func replicasSet(s *subject) {
	if !s.IsWritten() || s.Workload == nil {
		return
	}
	if n := s.Workload.Field("spec", "replicas"); n != nil {
		s.about(s.Workload, "spec.replicas", fmt.Sprintf("every apply sets the count back to %s, whatever KEDA has made it", inventory.Text(n)), "remove it")
	}
}
