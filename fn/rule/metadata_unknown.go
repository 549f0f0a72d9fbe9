package rule

import (
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/scaler"
)

var metadataUnknown = &Rule{
	ID:          "metadata-unknown",
	Severity:    finding.Warning,
	Layer:       Scaling,
	Scope:       Plans,
	Summary:     "metadata that the scaler does not know",
	Consequence: "KEDA passes over it in silence",
	Run:         reportEach(scaler.Unknown),
}
