package rule

import "modelhost.dev/scale-modelhosts/fn/finding"

var fieldUnknown = &Rule{
	ID:          "field-unknown",
	Severity:    finding.Error,
	Layer:       Admission,
	Scope:       Plans | Objects,
	Summary:     "an unknown field in a KEDA or HTTP add-on object",
	Consequence: "kubectl and server-side apply reject the object; other clients drop the field",
	Run:         checkFieldUnknown,
}

func checkFieldUnknown(p *pass) {
	if !p.checksFields() {
		return
	}
	for _, issue := range p.schema().Problems {
		if issue.Unknown {
			hint := issue.Hint
			if read, ok := p.decodeProblem(issue.Path); ok && read.Misplaced {
				hint = read.Hint
			}
			p.report(issue.Path, issue.Message, hint)
		}
	}
}
