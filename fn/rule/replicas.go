package rule

import (
	"fmt"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/keda"
)

func replicasRange(s *pass) {
	if s.countsUnread() {
		return
	}
	least, idle := s.Spec.MinReplicaCount, s.Spec.IdleReplicaCount
	// Both are always written; the escape hatch may take them away again.
	if least == nil && !s.isHandWritten() {
		s.report("spec.minReplicaCount", "minReplicaCount is taken away, which KEDA reads as 0", "write 0 if that is meant")
		return
	}
	if least == nil {
		least = new(int32)
	}
	most := s.most()
	if *least < 0 {
		s.report("spec.minReplicaCount", fmt.Sprintf("the minimum %d is below 0", *least), "write 0 or more")
	}
	if most < 1 {
		s.report("spec.maxReplicaCount", fmt.Sprintf("the maximum %d is below 1", most), "write 1 or more")
	}
	if *least > most {
		s.report("spec.minReplicaCount", fmt.Sprintf("the minimum %d is above the maximum %d (%s)", *least, most, s.mostSource()),
			fmt.Sprintf("lower it to %d, or raise the maximum with %s", most, s.hintFor(s.annotation("max-replicas"), "spec.maxReplicaCount")))
	}
	switch {
	case idle == nil:
	case *idle < 0 || *idle > 0 && *idle >= *least:
		s.report("spec.idleReplicaCount", fmt.Sprintf("%d idle replicas are not below the minimum %d", *idle, *least), "write 0")
	case *idle > 0:
		s.report("spec.idleReplicaCount", fmt.Sprintf("%d idle replicas do not work: the HPA brings the minimum %d back", *idle, *least), "write 0")
	}
}

// most is the maximum as KEDA takes it.
func (s *pass) most() int32 {
	if s.Spec.MaxReplicaCount != nil {
		return *s.Spec.MaxReplicaCount
	}
	return keda.DefaultMaxReplicaCount
}

func (s *pass) mostSource() string {
	if s.Spec.MaxReplicaCount == nil {
		return s.hintFor("KEDA's, for it was taken away", "KEDA's default")
	}
	return s.Source("spec.maxReplicaCount").String()
}

// countsUnread says whether the counts may be others than those of the plan.
func (s *pass) countsUnread() bool {
	h, ok := s.ForHost()
	return ok && h.Adopted != nil && !h.Adopted.IsReadable() || s.isUnresolved("-replicas]", "/profile]", "/scaled-object]", "ReplicaCount")
}

// isUnresolved says whether one of the fields that could not be read ends so.
func (s *pass) isUnresolved(endings ...string) bool {
	return slices.ContainsFunc(s.Unresolved, func(field string) bool {
		return slices.ContainsFunc(endings, func(ending string) bool { return strings.Contains(field, ending) })
	})
}
