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
	Summary:     "trigger metadata that KEDA is going to remove",
	Consequence: "a later version of KEDA never creates the HPA",
	Run:         reportEach(scaler.Deprecated),
}
