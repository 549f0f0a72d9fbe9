package rule

import (
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/scaler"
)

var metadataValue = &Rule{
	ID:          "metadata-value",
	Severity:    finding.Error,
	Layer:       Scaling,
	Scope:       Plans,
	Summary:     "metadata that does not parse, or that the scaler does not take",
	Consequence: "KEDA never creates the HPA, and no other trigger works either",
	Run:         reportEach(scaler.Malformed),
}
