package rule

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

var TargetKind = &Rule{
	ID:          "target-kind",
	Severity:    finding.Error,
	Layer:       Scaling,
	Scope:       Plans,
	ReadsSpec:   []string{"spec.scaleTargetRef"},
	Summary:     "a scaleTargetRef to a kind that is unknown or cannot be scaled",
	Consequence: "KEDA's webhook rejects it, or KEDA finds nothing to scale",
	Run:         checkTargetKind,
}

// checkTargetKind reports kinds that no cluster can scale. Third-party API groups have a dot in
// their names; only the cluster knows their kinds.
func checkTargetKind(p *pass) {
	if ref := inventory.TargetOf(p.Object); p.unknownTarget() {
		message := fmt.Sprintf("Kubernetes has no %s in %s", ref.Kind, ref.APIVersion)
		if isUnscalable(ref) {
			message = fmt.Sprintf("kind %s has no scale subresource", ref.Kind)
		}
		p.report("spec.scaleTargetRef", message, p.targetHint(ref))
	}
}

// targetHint returns the fix: the kind of the package's workload with that name, or else the
// maxReplicas similar kind.
func (p *pass) targetHint(ref inventory.Target) string {
	if w := p.namesake(ref); w != nil && w.Name == ref.Name && w.SharesNamespace(p.Object) {
		return fmt.Sprintf("%s for %s %s in the package", writeTargetHint(w.APIVersion, w.Kind), w.Kind, w.Name)
	}
	if isUnscalable(ref) {
		return strings.ReplaceAll(unscalable[ref.Kind].instead, "NAME", ref.Name)
	}
	if near, ok := suggest.Closest(ref.Kind, slices.Sorted(maps.Keys(versions))); ok && unscalable[near].instead == "" {
		return writeTargetHint(versions[near], near)
	}
	return "refer to a kind that can be scaled, such as a Deployment, by apiVersion and kind"
}
