package rule

import (
	"modelhost.dev/scale-modelhosts/fn/finding"
)

var AuthenticationRenamed = &Rule{
	ID:           "authentication-renamed",
	Severity:     finding.Error,
	Layer:        Scaling,
	Scope:        ScaledObjects,
	ReadsTrigger: []string{"authenticationRef"},
	LooksUp:      authenticationKinds,
	Summary:      "an authenticationRef to a name that kustomize has changed",
	Consequence:  "KEDA finds no authentication, and sends requests without credentials",
	Run:          checkAuthenticationRenamed,
}

// checkAuthenticationRenamed covers kustomize, which renames an authentication but not the
// references of ScaledObjects to it.
func checkAuthenticationRenamed(p *pass) {
	for i, t := range p.Spec.Triggers {
		if t.AuthenticationRef == nil {
			continue
		}
		if o := p.authentication(*t.AuthenticationRef); o != nil && o.Name != t.AuthenticationRef.Name {
			p.report(triggerPath(i)+".authenticationRef.name", renamedMessage(o, t.AuthenticationRef.Name), p.followHint())
		}
	}
}
