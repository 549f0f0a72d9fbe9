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
	Summary:     "a scaleTargetRef that is not the model host",
	Consequence: "another workload is scaled, by signals of this one",
	Run:         onHosts(checkTargetMismatch),
}

// checkTargetMismatch is for the escape hatch: a plan by itself scales its host.
func checkTargetMismatch(p *hostPass) {
	ref, w := p.Spec.ScaleTargetRef, p.host.Host.Workload
	if ref == nil {
		p.report("spec.scaleTargetRef", "scaleTargetRef is taken away", "leave it out: it is the host")
		return
	}
	kind, version := cmp.Or(ref.Kind, "Deployment"), cmp.Or(ref.APIVersion, "apps/v1")
	group := (&inventory.Object{APIVersion: version}).Group()
	if ref.Name != w.Name || kind != w.Kind || group != w.Group() {
		p.report("spec.scaleTargetRef", fmt.Sprintf("scaleTargetRef is %s %s, not %s %s", kind, ref.Name, w.Kind, w.Name), "leave it out, and annotate the workload that is to be scaled")
	}
}
