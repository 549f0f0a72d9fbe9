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
	Summary:     "a scaleTargetRef to a missing workload that resembles an existing one",
	Consequence: "KEDA finds no workload to scale",
	Run:         checkTargetMissing,
}

// checkTargetMissing looks for what a written ScaledObject seems to mean: a workload of the
// name and another kind, or in another namespace, or one called nearly so. That its
// workload is in another package is as it may be.
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
		p.targetMisspelled(ref)
	case w.SharesNamespace(p.Object):
		p.report("spec.scaleTargetRef", fmt.Sprintf("there is no %s %q (%s) in the package, but there is a %s %q (%s)", ref.Kind, ref.Name, ref.APIVersion, w.Kind, w.Name, w.APIVersion),
			fmt.Sprintf("%s, if the cluster has no such %s", writeTarget(w.APIVersion, w.Kind), ref.Kind))
	case w.Namespace != "" && p.Object.Namespace != "":
		p.report("spec.scaleTargetRef", fmt.Sprintf("%s %q is in the namespace %s, and a ScaledObject scales only in its own, %s", ref.Kind, ref.Name, w.Namespace, p.Object.Namespace),
			"put both into one namespace, if the cluster has no such workload in "+p.Object.Namespace)
	}
}

func (p *pass) targetMisspelled(ref inventory.Target) {
	if near, ok := p.inv.Workloads.ClosestName(inventory.ByKind, inventory.KindGroup(ref.Kind, p.Object.EffectiveNamespace()), ref.Name); ok && near != ref.Name {
		p.report("spec.scaleTargetRef.name", fmt.Sprintf("there is no %s %q in the package, but there is %q", ref.Kind, ref.Name, near), "correct the name, if the cluster has no such workload")
	}
}
