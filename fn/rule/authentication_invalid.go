package rule

import (
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/problem"
)

var authenticationInvalid = &Rule{
	ID:          "authentication-invalid",
	Severity:    finding.Error,
	Layer:       Admission,
	Scope:       Plans | Objects,
	Summary:     "a missing, mistyped or conflicting field of a TriggerAuthentication",
	Consequence: "KEDA's CRD or webhook rejects the object, and the triggers have no authentication",
	Run:         checkAuthenticationInvalid,
}

// checkAuthenticationInvalid checks the package's authentications that triggers refer to.
func checkAuthenticationInvalid(p *pass) {
	p.eachSourceProblem(func(o *inventory.Object, issue problem.Problem) {
		if !issue.Unknown {
			p.reportOn(o, issue.Path, issue.Message, issue.Hint)
		}
	})
}
