package rule

import (
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/keda"
)

// maxReplicas returns the effective maximum, KEDA's default if none is set.
func (p *pass) maxReplicas() int32 {
	if p.Spec.MaxReplicaCount != nil {
		return *p.Spec.MaxReplicaCount
	}
	return keda.DefaultMaxReplicaCount
}

// maxReplicasSource describes where the maximum comes from.
func (p *pass) maxReplicasSource() string {
	if p.Spec.MaxReplicaCount == nil {
		return p.hintFor("KEDA's default, because scaled-object removes it", "KEDA's default")
	}
	return p.Source("spec.maxReplicaCount").String()
}

// countsUnread reports whether the effective counts may differ from the plan's.
func (p *pass) countsUnread() bool {
	h, ok := p.ForHost()
	return ok && h.Adopted != nil && !h.Adopted.IsReadable() || p.isUnresolved("-replicas]", "/profile]", "/scaled-object]", "ReplicaCount")
}

// isUnresolved reports whether a field that could not be read contains one of the endings.
func (p *pass) isUnresolved(endings ...string) bool {
	return slices.ContainsFunc(p.Unresolved, func(field string) bool {
		return slices.ContainsFunc(endings, func(ending string) bool { return strings.Contains(field, ending) })
	})
}
