package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

var noTrigger = &Rule{
	ID:                "no-trigger",
	Severity:          finding.Error,
	Layer:             Admission,
	Scope:             Plans,
	NeedsCompletePlan: true,
	Summary:           "a model host or ScaledObject without triggers",
	Consequence:       "KEDA's CRD rejects it",
	Run:               checkNoTrigger,
}

func checkNoTrigger(p *pass) {
	if len(p.Spec.Triggers) > 0 {
		return
	}
	hint := p.hintFor(fmt.Sprintf("add a signal, such as %s: \"70\" or %s: \"75\", or a profile", p.annotation("gpu"), p.annotation("cpu")), "add a trigger")
	if h, ok := p.ForHost(); ok && h.Host.Annotations.Profile == "queue-driven" {
		hint = "add the queue to " + p.annotation("triggers") + " as a KEDA trigger such as rabbitmq, kafka or aws-sqs-queue"
	}
	p.report("spec.triggers", "there is no trigger to scale on", hint)
}
