package rule

import (
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/keda"
)

// most is the maximum as KEDA takes it.
func (p *pass) most() int32 {
	if p.Spec.MaxReplicaCount != nil {
		return *p.Spec.MaxReplicaCount
	}
	return keda.DefaultMaxReplicaCount
}

func (p *pass) mostSource() string {
	if p.Spec.MaxReplicaCount == nil {
		return p.hintFor("KEDA's, for it was taken away", "KEDA's default")
	}
	return p.Source("spec.maxReplicaCount").String()
}

// countsUnread says whether the counts may be others than those of the plan.
func (p *pass) countsUnread() bool {
	h, ok := p.ForHost()
	return ok && h.Adopted != nil && !h.Adopted.IsReadable() || p.isUnresolved("-replicas]", "/profile]", "/scaled-object]", "ReplicaCount")
}

// isUnresolved says whether one of the fields that could not be read ends so.
func (p *pass) isUnresolved(endings ...string) bool {
	return slices.ContainsFunc(p.Unresolved, func(field string) bool {
		return slices.ContainsFunc(endings, func(ending string) bool { return strings.Contains(field, ending) })
	})
}
