package rule

import (
	"strings"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

var fieldUnknown = &Rule{
	ID:          "field-unknown",
	Severity:    finding.Error,
	Layer:       Admission,
	Scope:       Plans | Objects,
	Summary:     "a field that an object of KEDA or its HTTP add-on does not have",
	Consequence: "kubectl and every server-side apply, such as Flux's, refuse the object; with other clients the field is dropped and has no effect",
	Run:         checkFieldUnknown,
}

func checkFieldUnknown(p *pass) {
	if !p.checksFields() {
		return
	}
	for _, issue := range p.schema().Problems {
		if issue.Unknown {
			hint := issue.Hint
			if read, ok := p.read(issue.Path); ok && strings.HasPrefix(read.Hint, "write it ") {
				hint = read.Hint
			}
			p.report(issue.Path, issue.Message, hint)
		}
	}
}
