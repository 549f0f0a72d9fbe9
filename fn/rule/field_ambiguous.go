package rule

import (
	"modelhost.dev/scale-modelhosts/fn/finding"
)

var fieldAmbiguous = &Rule{
	ID:          "field-ambiguous",
	Severity:    finding.Warning,
	Layer:       Admission,
	Scope:       Plans | Objects,
	Summary:     "an unquoted yes, no, on or off in a KEDA object",
	Consequence: "kubectl reads it as a boolean and kustomize as a string; the CRD accepts only one of them",
	Run:         checkFieldAmbiguous,
}

func checkFieldAmbiguous(p *pass) {
	if !p.checksFields() && !isAuthentication(p.Object) {
		return
	}
	for _, issue := range p.schema().Ambiguous {
		p.report(issue.Path, issue.Message, issue.Hint)
	}
}
