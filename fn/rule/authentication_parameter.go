package rule

import (
	"cmp"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/scaler"
)

var authenticationParameter = &Rule{
	ID:           "authentication-parameter",
	Severity:     finding.Error,
	Layer:        Scaling,
	Scope:        Plans,
	ReadsTrigger: []string{"authenticationRef", "metadata.authModes", "metadata.authMode", "metadata.identityOwner"},
	Summary:      "an authentication that lacks what the scaler or its authModes need",
	Consequence:  "KEDA never creates the HPA",
	Run:          checkAuthenticationParameter,
}

// checkAuthenticationParameter reports what only an authentication can provide.
func checkAuthenticationParameter(p *pass) {
	p.eachProblem(scaler.Missing, func(path string, issue scaler.Problem) {
		if issue.Path == scaler.AuthenticationField {
			lacking, hint := p.missingParameter(path, issue.Hint)
			p.report(path, issue.Message+lacking, hint)
		}
	})
}

// missingParameter returns which authentication does not provide what a trigger needs, and the fix
// for a problem without one.
func (p *pass) missingParameter(path, hint string) (message, fix string) {
	for i, t := range p.Spec.Triggers {
		if path != triggerPath(i)+"."+scaler.AuthenticationField {
			continue
		}
		if t.AuthenticationRef == nil {
			return "; the trigger has no authenticationRef", cmp.Or(hint, "add an authenticationRef to a TriggerAuthentication that provides it")
		}
		return "; authenticationRef " + t.AuthenticationRef.Name + " does not provide it", cmp.Or(hint, "add it to the secretTargetRef of the TriggerAuthentication that the trigger refers to")
	}
	return "", hint
}
