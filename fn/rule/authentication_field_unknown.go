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
	Summary:     "an unknown field in a TriggerAuthentication",
	Consequence: "kubectl and server-side apply reject the object; other clients drop the field",
	Run:         checkAuthenticationFieldUnknown,
}

func checkAuthenticationFieldUnknown(p *pass) {
	p.eachSourceProblem(func(o *inventory.Object, issue problem.Problem) {
		if issue.Unknown {
			p.reportOn(o, issue.Path, issue.Message, issue.Hint)
		}
	})
}
