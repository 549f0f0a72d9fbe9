package rule

import (
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/scaler"
)

var metadataUnusable = &Rule{
	ID:          "metadata-unusable",
	Severity:    finding.Error,
	Layer:       Scaling,
	Scope:       Plans,
	Summary:     "metadata that KEDA takes, and that fails later: a target of zero, a time zone that is none",
	Consequence: "Kubernetes refuses the HPA, or every poll fails",
	Run:         reportEach(scaler.Untenable),
}
