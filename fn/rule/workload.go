package rule

import (
	"fmt"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// targetRenamed is for kustomize, which renames a workload and knows nothing of the
// references that custom resources have to it.
func targetRenamed(s *pass) {
	if !s.isHandWritten() || s.Workload == nil {
		return
	}
	if ref := inventory.TargetOf(s.Object); ref.Name != s.Workload.Name {
		s.report("spec.scaleTargetRef.name", leftBehind(s.Workload, ref.Name), s.follow())
	}
}

// replicasSet is for workloads of written ScaledObjects: a host's policy says whether
// its count is left out.
func replicasSet(s *pass) {
	if !s.isHandWritten() || s.Workload == nil {
		return
	}
	if n := s.Workload.Field("spec", "replicas"); n != nil {
		s.reportOn(s.Workload, "spec.replicas", SetBack(n), "remove it")
	}
}

// SetBack is the message of ReplicasSet.
func SetBack(count *yaml.Node) string {
	return fmt.Sprintf("every apply sets the count back to %s, whatever KEDA has made it", inventory.Text(count))
}
