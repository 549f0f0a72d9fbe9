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
	Summary:     "trigger metadata that KEDA will remove",
	Consequence: "a later version of KEDA will not create the HPA",
	Run:         reportEach(scaler.Deprecated),
}
