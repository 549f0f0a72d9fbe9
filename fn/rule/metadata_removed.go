package rule

import (
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/scaler"
)

var metadataRemoved = &Rule{
	ID:          "metadata-removed",
	Severity:    finding.Error,
	Layer:       Scaling,
	Scope:       Plans,
	Summary:     "trigger metadata that KEDA has removed",
	Consequence: "KEDA never creates the HPA, so no other trigger works either",
	Run:         reportEach(scaler.Removed),
}
