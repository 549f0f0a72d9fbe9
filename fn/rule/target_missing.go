package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
)

var TargetMissing = &Rule{
	ID:          "target-missing",
	Severity:    finding.Warning,
	Layer:       Scaling,
	Scope:       Plans,
	ReadsSpec:   []string{"spec.scaleTargetRef"},
	LooksUp:     workloadKinds,
	Summary:     "a scaleTargetRef that matches only a similar workload",
	Consequence: "KEDA accepts it, then finds no workload to scale",
	Run:         checkTargetMissing,
}

// checkTargetMissing looks for the workload that a hand-written ScaledObject probably means: one
// with that name but another kind or namespace, or with a similar name. A workload in
// another package is normal, so it is not reported.
func checkTargetMissing(p *pass) {
	ref := inventory.TargetOf(p.Object)
	if !p.isHandWritten() || p.Workload != nil || ref.Name == "" || p.unknownTarget() || len(p.inv.Targets(p.Object)) > 0 {
		return
	}
	if _, held := p.cfg.Holds(ref.Kind, p.Object.Namespace, ref.Name); held {
		return
	}
	w := p.namesake(ref)
	switch {
	case w == nil:
		p.reportMisspelledTarget(ref)
	case w.SharesNamespace(p.Object):
		p.report("spec.scaleTargetRef", fmt.Sprintf("the package has no %s %q (%s), but it has a %s %q (%s)", ref.Kind, ref.Name, ref.APIVersion, w.Kind, w.Name, w.APIVersion),
			fmt.Sprintf("%s, unless the cluster has such a %s", writeTargetHint(w.APIVersion, w.Kind), ref.Kind))
	case w.Namespace != "" && p.Object.Namespace != "":
		p.report("spec.scaleTargetRef", fmt.Sprintf("%s %q is in namespace %s; a ScaledObject scales only workloads in its own, %s", ref.Kind, ref.Name, w.Namespace, p.Object.Namespace),
			"put both in one namespace, unless the cluster has such a workload in "+p.Object.Namespace)
	}
}

// reportMisspelledTarget reports a workload with a similar name.
func (p *pass) reportMisspelledTarget(ref inventory.Target) {
	if near, ok := p.inv.Workloads.ClosestName(inventory.ByKind, inventory.KindGroup(ref.Kind, p.Object.EffectiveNamespace()), ref.Name); ok && near != ref.Name {
		p.report("spec.scaleTargetRef.name", fmt.Sprintf("the package has no %s %q, but it has %q", ref.Kind, ref.Name, near), "correct the name, unless the cluster has such a workload")
	}
}
