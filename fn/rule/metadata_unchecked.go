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
	Summary:     "trigger metadata that KEDA checks but this lint cannot",
	Consequence: "whether it is valid depends on a value outside the package, or on a parser inside KEDA",
	Run:         reportEach(scaler.Unchecked),
}
