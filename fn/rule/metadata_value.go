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
	Summary:     "trigger metadata that does not parse, or that the scaler rejects",
	Consequence: "KEDA never creates the HPA, so no other trigger works either",
	Run:         reportEach(scaler.Malformed),
}
