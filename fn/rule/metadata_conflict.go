package rule

import (
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/scaler"
)

var metadataConflict = &Rule{
	ID:          "metadata-conflict",
	Severity:    finding.Error,
	Layer:       Scaling,
	Scope:       Plans,
	Summary:     "metadata that does not go together",
	Consequence: "KEDA never creates the HPA, and no other trigger works either",
	Run:         reportEach(scaler.Contradictory),
}
