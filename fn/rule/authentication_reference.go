package rule

import (
	"fmt"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

var authenticationReference = &Rule{
	ID:           "authentication-reference",
	Severity:     finding.Error,
	Layer:        Scaling,
	Scope:        Plans,
	ReadsTrigger: []string{"authenticationRef"},
	Summary:      "an authenticationRef without a name, or of an unknown kind",
	Consequence:  "KEDA's CRD rejects it",
	Run:          checkAuthenticationReference,
}

func checkAuthenticationReference(p *pass) {
	for i, t := range p.Spec.Triggers {
		switch ref := t.AuthenticationRef; {
		case ref == nil:
		case ref.Name == "":
			p.report(triggerPath(i), "authenticationRef has no name", "set the name of a TriggerAuthentication")
		case ref.Kind != "" && !placeholder.In(ref.Kind) && !slices.Contains(authenticationKinds, ref.Kind):
			p.report(triggerPath(i), fmt.Sprintf("authenticationRef.kind %q is unknown", ref.Kind), "use "+suggest.Alternatives(authenticationKinds))
		}
	}
}
