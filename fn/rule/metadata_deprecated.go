package rule

import (
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/scaler"
)

var metadataDeprecated = &Rule{
	ID:          "metadata-deprecated",
	Severity:    finding.Warning,
	Layer:       Scaling,
	Scope:       Plans,
	Summary:     "metadata that KEDA will remove",
	Consequence: "a later KEDA never creates the HPA",
	Run:         reportEach(scaler.Deprecated),
}
