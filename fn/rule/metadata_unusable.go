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
	Summary:     "metadata that KEDA accepts, but that fails later",
	Consequence: "Kubernetes rejects the HPA, or every poll fails",
	Run:         reportEach(scaler.Unusable),
}
