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
	Summary:     "trigger metadata that contradicts itself",
	Consequence: "KEDA never creates the HPA, so no other trigger works either",
	Run:         reportEach(scaler.Contradictory),
}
