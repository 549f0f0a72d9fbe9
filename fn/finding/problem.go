package finding

import "modelhost.dev/scale-modelhosts/fn/problem"

// FromProblem returns a rule's finding for a problem in a resource. The problem's path is
// the finding's field.
func FromProblem(rule Rule, about Resource, p problem.Problem) Finding {
	return Finding{Rule: rule.ID, Severity: rule.Severity, Resource: about, Field: p.Path, Message: p.Message, Hint: p.Hint}
}
