package rule

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/crd"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

var APIVersion = &Rule{
	ID:          finding.APIVersionID,
	Severity:    finding.Error,
	Layer:       Admission,
	Scope:       Objects,
	Summary:     "an unknown, missing or misspelled apiVersion or kind",
	Consequence: "Kubernetes rejects the object",
	Run:         checkAPIVersion,
}

// checkAPIVersion reports objects that an API server with KEDA does not know. Only the cluster
// knows the kinds of other groups with a dot in their names.
func checkAPIVersion(p *pass) {
	o := p.Object
	if !isKEDAs(o) || strings.Contains(o.APIVersion+o.Kind, "$") || placeholder.In(o.APIVersion+o.Kind) {
		return
	}
	group := o.Group()
	if slices.Contains(keda.Kinds(), o.Kind) && !strings.Contains(group, ".") {
		group = keda.Group
	}
	versions := crd.Versions(group, o.Kind)
	switch {
	case len(versions) > 0 && (group != o.Group() || !slices.Contains(versions, strings.TrimPrefix(o.APIVersion, group+"/"))):
		p.report("apiVersion", fmt.Sprintf("%s does not exist in %s; Kubernetes rejects the object", o.Kind, cmp.Or(o.APIVersion, "no group")), "use apiVersion: "+group+"/"+suggest.Alternatives(versions))
	case len(versions) == 0 && slices.Contains(crd.Groups(), group):
		if near, ok := suggest.Closest(o.Kind, crd.Kinds(group)); ok {
			p.report("kind", fmt.Sprintf("%s does not exist in %s; Kubernetes rejects the object", o.Kind, o.APIVersion), "set kind: "+near)
		}
	}
}
