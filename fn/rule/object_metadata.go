package rule

import (
	"modelhost.dev/scale-modelhosts/fn/apimeta"
	"modelhost.dev/scale-modelhosts/fn/finding"
)

var objectMetadata = &Rule{
	ID:          "object-metadata",
	Severity:    finding.Error,
	Layer:       Admission,
	Scope:       Objects,
	Summary:     "metadata of a KEDA object, workload or Secret that Kubernetes rejects",
	Consequence: "Kubernetes rejects the object",
	Run:         checkObjectMetadata,
}

// checkObjectMetadata reports metadata that no API server accepts, whatever the kind.
func checkObjectMetadata(p *pass) {
	o := p.Object
	for _, issue := range apimeta.Check(o.Field("metadata"), apimeta.NamingOf(o.Group(), o.Kind)) {
		p.report(issue.Path, issue.Message, issue.Hint)
	}
}
