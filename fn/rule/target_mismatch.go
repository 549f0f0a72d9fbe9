package rule

import (
	"cmp"
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
)

var targetMismatch = &Rule{
	ID:          "target-mismatch",
	Severity:    finding.Error,
	Layer:       Annotations,
	Scope:       Hosts,
	Summary:     "a scaleTargetRef to another workload than the model host",
	Consequence: "KEDA scales another workload by this one's signals",
	Run:         onHosts(checkTargetMismatch),
}

// checkTargetMismatch covers scaled-object, the only way to change a generated scaleTargetRef.
func checkTargetMismatch(p *hostPass) {
	ref, w := p.Spec.ScaleTargetRef, p.host.Host.Workload
	if ref == nil {
		p.report("spec.scaleTargetRef", "scaleTargetRef is removed", "do not set it; it is always the model host")
		return
	}
	kind, version := cmp.Or(ref.Kind, "Deployment"), cmp.Or(ref.APIVersion, "apps/v1")
	group := (&inventory.Object{APIVersion: version}).Group()
	if ref.Name != w.Name || kind != w.Kind || group != w.Group() {
		p.report("spec.scaleTargetRef", fmt.Sprintf("scaleTargetRef is %s %s, not %s %s", kind, ref.Name, w.Kind, w.Name), "remove it, and annotate the workload to scale")
	}
}
