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
	Summary:     "a KEDA object, a workload or a Secret whose name, namespace, labels, annotations, finalizers or owners Kubernetes does not accept",
	Consequence: "Kubernetes refuses the object",
	Run:         checkObjectMetadata,
}

// checkObjectMetadata is for what no API server takes, whatever the object.
func checkObjectMetadata(p *pass) {
	o := p.Object
	for _, issue := range apimeta.Check(o.Field("metadata"), apimeta.NamingOf(o.Group(), o.Kind)) {
		p.report(issue.Path, issue.Message, issue.Hint)
	}
}
