package rule

import (
	"fmt"
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
	Summary:     "a scaleTargetRef to a kind that does not exist or scale",
	Consequence: "KEDA's webhook rejects it, or KEDA finds nothing to scale",
	Run:         checkTargetKind,
}

// checkTargetKind is for what no cluster can scale. Groups of others' have a dot in their
// names, and what they hold only a cluster knows.
func checkTargetKind(p *pass) {
	if ref := inventory.TargetOf(p.Object); p.unknownTarget() {
		message := fmt.Sprintf("Kubernetes has no %s in %s", ref.Kind, ref.APIVersion)
		if isUnscalable(ref) {
			message = fmt.Sprintf("the kind %s has no scale subresource", ref.Kind)
		}
		p.report("spec.scaleTargetRef", message, p.rightTarget(ref))
	}
}

// rightTarget is the kind that was meant: that of the package's workload of the name,
// or the one most alike.
func (p *pass) rightTarget(ref inventory.Target) string {
	if w := p.namesake(ref); w != nil && w.Name == ref.Name && w.SharesNamespace(p.Object) {
		return fmt.Sprintf("%s, for the %s %s of the package", writeTarget(w.APIVersion, w.Kind), w.Kind, w.Name)
	}
	if isUnscalable(ref) {
		return strings.ReplaceAll(unscalable[ref.Kind].instead, "NAME", ref.Name)
	}
	if near, ok := suggest.Closest(ref.Kind, sortedKeys(versions)); ok && unscalable[near].instead == "" {
		return writeTarget(versions[near], near)
	}
	return "name what can be scaled, such as a Deployment, with its apiVersion and kind"
}
