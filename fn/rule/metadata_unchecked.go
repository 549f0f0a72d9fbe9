package rule

import (
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/scaler"
)

var metadataUnchecked = &Rule{
	ID:          "metadata-unchecked",
	Severity:    finding.Info,
	Layer:       Scaling,
	Scope:       Plans,
	Summary:     "metadata that KEDA checks, and that is not checked here",
	Consequence: "it depends on a value that is not in the package, or on a parser inside KEDA",
	Run:         reportEach(scaler.Unchecked),
}
