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
	Summary:     "trigger metadata that the scaler does not support",
	Consequence: "KEDA silently ignores it",
	Run:         reportEach(scaler.Unknown),
}
