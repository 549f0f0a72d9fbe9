package rule

import (
	"strings"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/scaler"
)

var authenticationParameter = &Rule{
	ID:           "authentication-parameter",
	Severity:     finding.Error,
	Layer:        Scaling,
	Scope:        Plans,
	ReadsTrigger: []string{"authenticationRef", "metadata.authModes", "metadata.authMode", "metadata.identityOwner"},
	Summary:      "a trigger whose authentication does not give what its scaler or its authModes need",
	Consequence:  "KEDA never creates the HPA",
	Run:          checkAuthenticationParameter,
}

// checkAuthenticationParameter is for what only an authentication can give.
func checkAuthenticationParameter(p *pass) {
	p.eachProblem(scaler.Missing, func(path string, issue scaler.Problem) {
		if issue.Path == scaler.AuthenticationField {
			lacking, hint := p.lacking(path, issue.Hint)
			p.report(path, issue.Message+lacking, hint)
		}
	})
}

// lacking says which authentication does not give what a trigger needs, and what to do
// about it.
func (p *pass) lacking(path, hint string) (message, wayOut string) {
	for i, t := range p.Spec.Triggers {
		if path != triggerPath(i)+"."+scaler.AuthenticationField {
			continue
		}
		if t.AuthenticationRef == nil {
			if strings.HasPrefix(hint, scaler.AddToAuthentication) {
				hint = "add an authenticationRef to a TriggerAuthentication that gives it"
			}
			return "; the trigger names no authentication", hint
		}
		return "; authenticationRef " + t.AuthenticationRef.Name + " does not give it", hint
	}
	return "", hint
}
