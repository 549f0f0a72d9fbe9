package rule

import (
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/scaler"
)

var metadataMissing = &Rule{
	ID:          "metadata-missing",
	Severity:    finding.Error,
	Layer:       Scaling,
	Scope:       Plans,
	Summary:     "required trigger metadata that is missing",
	Consequence: "KEDA never creates the HPA, so no other trigger works either",
	Run:         checkMetadataMissing,
}

func checkMetadataMissing(p *pass) {
	p.eachProblem(scaler.Missing, func(path string, issue scaler.Problem) {
		if issue.Path != scaler.AuthenticationField {
			p.report(path, issue.Message, issue.Hint)
		}
	})
}
