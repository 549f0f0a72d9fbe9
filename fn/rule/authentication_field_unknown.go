package rule

import (
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/problem"
)

var authenticationFieldUnknown = &Rule{
	ID:          "authentication-field-unknown",
	Severity:    finding.Error,
	Layer:       Admission,
	Scope:       Plans | Objects,
	Summary:     "a field that a TriggerAuthentication does not have",
	Consequence: "kubectl and every server-side apply, such as Flux's, refuse the object; with other clients the field is dropped and has no effect",
	Run:         checkAuthenticationFieldUnknown,
}

func checkAuthenticationFieldUnknown(p *pass) {
	p.eachSourceProblem(func(o *inventory.Object, issue problem.Problem) {
		if issue.Unknown {
			p.reportOn(o, issue.Path, issue.Message, issue.Hint)
		}
	})
}
