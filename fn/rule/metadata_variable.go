package rule

import (
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/scaler"
)

var metadataVariable = &Rule{
	ID:          "metadata-variable",
	Severity:    finding.Warning,
	Layer:       Scaling,
	Scope:       Plans,
	Summary:     "an environment variable that the container does not have",
	Consequence: "KEDA continues without the parameter",
	Run:         reportEach(scaler.MissingVariable),
}
